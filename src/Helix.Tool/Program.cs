using Helix.Tool;
using Helix.Tool.Terminal;

using var signals = new StopSignals();
return await HelixCommandLine.RunAsync(args, ToolConsole.OfProcess(), signals.Token);
