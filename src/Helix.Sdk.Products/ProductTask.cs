using Helix.Manifests;
using Microsoft.Build.Framework;

namespace Helix.Products;

/// <summary>A task on the manifests of a project. A file that cannot be read is an error of the build, not of the task.</summary>
public abstract class ProductTask : Microsoft.Build.Utilities.Task
{
    /// <summary>The project's own manifests.</summary>
    [Required]
    public string[] Manifests { get; set; } = [];

    /// <summary>Manifests of referenced projects and packages, of which the kinds are used.</summary>
    public string[] Others { get; set; } = [];

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            Run();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogErrorFromException(e);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The task's work.</summary>
    protected abstract void Run();

    /// <summary>Logs an error at its place in a manifest.</summary>
    private protected void LogAt(string code, string path, SourceSpan span, string message, string? helpLink = null) =>
        Log.LogError(null, code, null, helpLink, path, span.StartLine + 1, span.StartColumn + 1, span.EndLine + 1, span.EndColumn + 1, message);
}
