using System.CommandLine;
using Helix.Tool.Commands;
using Helix.Tool.Terminal;

namespace Helix.Tool.Doctor;

/// <summary><c>helix doctor</c>: the configuration of an app as the app itself sees it.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolConsole console)
    {
        var project = new Option<string>("--project", "-p") { Description = "The app: a project, its folder, or a built .dll. Default: here.", HelpName = "PATH", DefaultValueFactory = static _ => "." };
        var environments = new Option<string[]>("--environment", "-e") { Description = "The environments. Default: each that has an appsettings.NAME.json, and Production.", HelpName = "NAME" };
        var settings = new Option<string[]>("--settings") { Description = "JSON files that stand in for all of the app's own sources, the last one highest; the environment goes above them.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var envFile = new Option<string?>("--env-file") { Description = "Environment variables for the app, NAME=value a line.", HelpName = "FILE" };
        var probe = new Option<bool>("--probe") { Description = "Connect: run the health checks of the products." };
        var noBuild = new Option<bool>("--no-build") { Description = "Take the app as it is built." };
        var configuration = new Option<string>("--configuration", "-c") { Description = "The build configuration.", DefaultValueFactory = static _ => "Debug" };
        Option<string> format = OutputFormat.Option(OutputFormat.Text, OutputFormat.Json);
        var arguments = new Argument<string[]>("ARGUMENT") { Description = "Arguments for the app, behind --.", Arity = ArgumentArity.ZeroOrMore };
        var command = new ToolCommand(
            "doctor",
            "Shows the effective configuration of an app: each key with its value and source, what is wrong, unknown or missing, by environment. The app composes itself, and is not started. Secrets are not shown.",
            ("helix doctor", "the app here, in every environment"),
            ("helix doctor --project src/Shop --environment Production --env-file prod.env", "as in production"),
            ("helix doctor --settings deploy/settings.json --env-file prod.env --probe", "with mounted settings, and connect"))
        {
            project, environments, settings, envFile, probe, noBuild, configuration, format, arguments,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            DoctorApp app = await DoctorApp.FindAsync(console, call.GetValue(project)!, call.GetValue(configuration)!, !call.GetValue(noBuild), cancellationToken);
            string[] names = call.GetValue(environments) is { Length: > 0 } chosen ? chosen : app.Environments();
            var run = new DoctorRun(
                [.. (call.GetValue(settings) ?? []).Select(file => ExistingFile(console, file))],
                call.GetValue(envFile) is { } variables ? EnvironmentFile.Read(variables, ExistingFile(console, variables)) : new Dictionary<string, string>(),
                call.GetValue(probe), call.GetValue(arguments) ?? []);
            var reports = new List<DoctorEnvironment>();
            foreach (string name in names)
            {
                reports.Add(await app.RunAsync(run, name, cancellationToken));
            }

            if (call.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(console.Out, new { environments = reports });
            }
            else
            {
                DoctorText.Write(console, reports);
            }

            return reports.All(static report => report.IsFine) ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }

    private static string ExistingFile(ToolConsole console, string path)
    {
        string full = console.FullPath(path);
        return File.Exists(full) ? full : throw new UnusableCallException($"There is no file '{path}'.");
    }
}
