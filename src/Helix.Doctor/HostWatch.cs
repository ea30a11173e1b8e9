using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Helix.Doctor;

/// <summary>
/// Listens to what every .NET host tells when it is built, as tools for tests and migrations do: the app has composed itself then, and
/// has not started. It ends the process when the report is written.
/// </summary>
internal sealed class HostWatch(string report) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public static void Start(string report) => DiagnosticListener.AllListeners.Subscribe(new HostWatch(report));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            _ = value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value)
        {
            case { Key: "HostBuilding", Value: IHostBuilder builder }
                when Environment.GetEnvironmentVariable(DoctorVariables.Settings) is { Length: > 0 } settings:
                _ = builder.ConfigureAppConfiguration((_, configuration) => Replace(configuration, settings.Split(Path.PathSeparator)));
                break;
            case { Key: "HostBuilt", Value: IHost host }:
                DoctorReport.Write(host.Services, report, Environment.GetEnvironmentVariable(DoctorVariables.Probe) is not null);
                Environment.Exit(0);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>The files, and the environment above them, as in a container that mounts its settings.</summary>
    private static void Replace(IConfigurationBuilder configuration, string[] files)
    {
        configuration.Sources.Clear();
        foreach (string file in files)
        {
            _ = configuration.AddJsonFile(file, optional: false, reloadOnChange: false);
        }

        _ = configuration.AddEnvironmentVariables();
    }
}
