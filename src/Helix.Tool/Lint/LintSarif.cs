using System.Reflection;
using System.Text.Json.Nodes;
using Helix.Manifests;
using Helix.Tool.Inputs;
using Helix.Tool.Terminal;

namespace Helix.Tool.Lint;

/// <summary>Problems as SARIF 2.1.0, for code scanning services and editors.</summary>
internal static class LintSarif
{
    public static void Write(ToolConsole console, ManifestFolder folder)
    {
        string[] rules = [.. ManifestRules.All.Select(static rule => rule.Id)];
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "helix lint",
                        ["semanticVersion"] = typeof(LintSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
                        ["rules"] = new JsonArray([.. ManifestRules.All.Select(Rule)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["originalUriBaseIds"] = new JsonObject { ["ROOT"] = new JsonObject { ["uri"] = new Uri(console.WorkingDirectory.TrimEnd('/', '\\') + "/").AbsoluteUri } },
                ["results"] = new JsonArray([.. folder.Set.Problems.Select(problem => Result(problem, Array.IndexOf(rules, problem.RuleId)))]),
            }),
        };
        console.Out.WriteLine(log.ToJsonString(JsonOutput.Options));
    }

    private static JsonNode Rule(ManifestRule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
        ["fullDescription"] = new JsonObject { ["text"] = rule.Description },
        ["helpUri"] = rule.HelpLink,
        ["defaultConfiguration"] = new JsonObject { ["level"] = "error" },
    };

    private static JsonNode Result(ManifestProblem problem, int rule)
    {
        SourceSpan span = problem.Span;
        var file = new JsonObject { ["uri"] = Uri.EscapeDataString(problem.Path).Replace("%2F", "/", StringComparison.Ordinal) };
        if (!Path.IsPathRooted(problem.Path))
        {
            file["uriBaseId"] = "ROOT";
        }
        else
        {
            file["uri"] = new Uri(problem.Path).AbsoluteUri;
        }

        return new JsonObject
        {
            ["ruleId"] = problem.RuleId,
            ["ruleIndex"] = rule,
            ["level"] = "error",
            ["message"] = new JsonObject { ["text"] = problem.Message },
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = file,
                    ["region"] = new JsonObject
                    {
                        ["startLine"] = span.StartLine + 1,
                        ["startColumn"] = span.StartColumn + 1,
                        ["endLine"] = span.EndLine + 1,
                        ["endColumn"] = span.EndColumn + 1,
                    },
                },
            }),
        };
    }
}
