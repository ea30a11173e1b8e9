using Helix.Manifests;

namespace Helix.Products;

/// <summary>Checks the manifests of a project as a set, at their places.</summary>
public sealed class CheckProducts : ProductTask
{
    /// <inheritdoc/>
    protected override void Run()
    {
        foreach (ManifestProblem problem in ProductFiles.Read(Manifests, Others, ManifestReadMode.Strict).Problems)
        {
            LogAt(problem.RuleId, problem.Path, problem.Span, problem.Message, ManifestRules.HelpLinkFor(problem.RuleId));
        }
    }
}
