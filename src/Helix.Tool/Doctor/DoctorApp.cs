using System.Diagnostics;
using System.Text.Json;
using Helix.Doctor;
using Helix.Tool.Projects;
using Helix.Tool.Terminal;

namespace Helix.Tool.Doctor;

/// <summary>
/// A built app that can be asked for its configuration. The app itself answers, in a process of its own with its own runtime, packages
/// and code: it runs until its host is built, and a startup hook reads the host's catalog. So there is no second reading of
/// configuration that could differ from the app's.
/// </summary>
internal sealed class DoctorApp
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);
    private readonly string _assembly;
    private readonly string _folder;

    private DoctorApp(string assembly, string folder) => (_assembly, _folder) = (assembly, folder);

    /// <summary>Finds the app, and builds it where that is wanted.</summary>
    /// <exception cref="UnusableCallException">It is no app, or does not build.</exception>
    public static async Task<DoctorApp> FindAsync(ToolConsole console, string path, string configuration, bool build, CancellationToken cancellationToken)
    {
        string full = console.FullPath(path);
        if (full.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return File.Exists(Path.ChangeExtension(full, ".runtimeconfig.json"))
                ? new(full, Path.GetDirectoryName(full)!)
                : throw new UnusableCallException($"'{path}' is no app: it has no runtimeconfig.json beside it.");
        }

        MSBuildProject project = MSBuildProject.Find(console, path);
        if (build)
        {
            await project.BuildAsync(configuration, cancellationToken);
        }

        IReadOnlyDictionary<string, string> properties = await project.PropertiesAsync(configuration, ["TargetPath", "OutputType"], cancellationToken);
        string assembly = properties["TargetPath"];
        return properties["OutputType"] is not ("Exe" or "WinExe")
            ? throw new UnusableCallException($"'{path}' is a library; doctor asks an app, which registers products.")
            : File.Exists(assembly) ? new(assembly, project.Folder)
            : throw new UnusableCallException($"'{path}' is not built for {configuration}.");
    }

    /// <summary>The environments that have a settings file of their own, and the one that .NET takes where none is named.</summary>
    public string[] Environments() =>
    [
        .. Directory.EnumerateFiles(_folder, "appsettings.*.json")
            .Select(static file => Path.GetFileNameWithoutExtension(file)["appsettings.".Length..])
            .Append("Production")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Asks the app.</summary>
    /// <exception cref="UnusableCallException">It ends, or goes on, without a host.</exception>
    public async Task<DoctorEnvironment> RunAsync(DoctorRun run, string environment, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("helix-doctor-").FullName;
        try
        {
            string report = Path.Combine(folder, "report.json");
            using Process process = Process.Start(Start(run, environment, report))!;
            process.StandardInput.Close();
            // What the app prints is its own, and may hold anything.
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_timeout);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new UnusableCallException($"{Path.GetFileName(_assembly)} built no host within {s_timeout.TotalMinutes} minutes, in {environment}.");
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }

            return File.Exists(report)
                ? JsonSerializer.Deserialize<DoctorEnvironment>(await File.ReadAllTextAsync(report, cancellationToken), JsonOutput.Options)!
                : throw new UnusableCallException(
                    $"{Path.GetFileName(_assembly)} ended with {process.ExitCode} before it built a host, in {environment}. Start it to see why.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private ProcessStartInfo Start(DoctorRun run, string environment, string report)
    {
        var start = new ProcessStartInfo(MSBuildProject.DotNet, [_assembly, .. run.Arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in run.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(DoctorVariables).Assembly.Location;
        start.Environment[DoctorVariables.Report] = report;
        start.Environment[DoctorVariables.Settings] = string.Join(Path.PathSeparator, run.SettingsFiles);
        start.Environment[DoctorVariables.Probe] = run.Probe ? "1" : null;
        return start;
    }
}
