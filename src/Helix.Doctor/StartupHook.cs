using Helix.Doctor;

/// <summary>What the runtime calls before the app's own entry point, where <c>DOTNET_STARTUP_HOOKS</c> names this assembly.</summary>
internal static class StartupHook
{
    /// <summary>Waits for the app to build its host. Without a report to write it does nothing.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(DoctorVariables.Report) is { Length: > 0 } report)
        {
            // A process that the app starts is not the app.
            Environment.SetEnvironmentVariable(DoctorVariables.Report, null);
            Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
            HostWatch.Start(report);
        }
    }
}
