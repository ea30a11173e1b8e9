using System.CommandLine;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Diff;

/// <summary><c>helix diff</c>: what changed between two states of manifests, what it breaks, and whether versions say so.</summary>
internal static class DiffCommand
{
    private const string Markdown = "markdown";

    public static Command Create(ToolConsole console)
    {
        var old = new Argument<string>("OLD") { Description = "What users have: a manifest, folder, glob, package (.nupkg) or git revision (HEAD~1:products)." };
        var now = new Argument<string>("NEW") { Description = "What they will get, in the same forms." };
        Option<string[]> kinds = ElsewhereOptions.Kinds();
        Option<string> format = OutputFormat.Option(OutputFormat.Text, OutputFormat.Json, Markdown);
        var command = new ToolCommand(
            "diff", "Compares contracts: what breaks code, configuration or policy, and the version that it needs. Experimental and preview products may change freely.",
            ("helix diff main:products products", "before a merge: the branch against main"),
            ("helix diff v1.4.0:products products", "since a release"),
            ("helix diff Acme.Orders.2.3.0.nupkg orders-db.product.yaml", "against what is published"),
            ("helix diff main:products products --format markdown", "for a comment on a pull request"))
        {
            old, now, kinds, format,
        };
        command.SetAction(async (call, cancellationToken) =>
        {
            Elsewhere known = await Elsewhere.ReadAsync(console, call.GetValue(kinds), null, cancellationToken);
            ManifestSet before = await SetAsync(console, call.GetValue(old)!, known, cancellationToken);
            ManifestSet after = await SetAsync(console, call.GetValue(now)!, known, cancellationToken);
            var diff = ManifestSetDiff.Compare(before, after, cancellationToken);
            ContractDiff[] all = [.. diff.Kinds, .. diff.Products];
            switch (call.GetValue(format))
            {
                case OutputFormat.Json:
                    DiffJson.Write(console.Out, all);
                    break;
                case Markdown:
                    DiffMarkdown.Write(console.Out, all);
                    break;
                default:
                    DiffText.Write(console, all);
                    break;
            }

            return all.Any(static d => d.VersionProblem is not null) ? ExitCodes.Findings : ExitCodes.Fine;
        });
        return command;
    }

    private static async Task<ManifestSet> SetAsync(ToolConsole console, string source, Elsewhere known, CancellationToken cancellationToken)
    {
        IReadOnlyList<ManifestFile> files = await ManifestSource.ReadAsync(console, source, cancellationToken);
        ManifestSet set = ManifestFolder.Of(console, files, known, cancellationToken).Set;

        // What cannot be read would look as if it had been removed.
        if (set.Problems.FirstOrDefault(static problem => problem.RuleId == ManifestRules.Syntax) is { } broken)
        {
            throw new UnusableCallException($"'{source}' cannot be compared: {broken}");
        }

        // A successor that is elsewhere takes nothing from the contract.
        int problems = set.Problems.Count(static problem => problem.RuleId != ManifestRules.UnknownReference);
        if (problems > 0)
        {
            string help = set.Problems.Any(static problem => problem.RuleId == ManifestRules.UnknownKind) ? "; --kinds tells of kinds that do not come with the SDK" : "";
            console.Error.WriteLine($"helix: {source} has {problems} {(problems == 1 ? "problem" : "problems")}, so the comparison may not be complete; see helix lint{help}.");
        }

        return set;
    }
}
