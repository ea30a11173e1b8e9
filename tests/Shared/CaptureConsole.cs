// What hosts and loggers print belongs to the test that runs them.
[assembly: CaptureConsole]
[assembly: CaptureTrace]
