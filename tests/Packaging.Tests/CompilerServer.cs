namespace Helix.Packaging.Tests;

/// <summary>A compiler server (VBCSCompiler) of this run alone, that the builds of all tests share, and that ends with them.</summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    private readonly string _pipe = "helix-" + Guid.NewGuid().ToString("N");

    /// <summary>What a build needs to use it: MSBuild takes properties from the environment.</summary>
    public (string Name, string Value)[] Environment => [("UseSharedCompilation", "true"), ("SharedCompilationId", _pipe)];

    public async ValueTask DisposeAsync()
    {
        string sdk = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string root = Path.GetFullPath(Path.Combine(sdk, "../../.."));
        // The newest SDK is the one that builds here, where no global.json pins another.
        foreach (string server in Directory.GetFiles(Path.Combine(root, "sdk"), "VBCSCompiler.dll", SearchOption.AllDirectories))
        {
            _ = await CommandLine.RunAsync(Path.GetTempPath(), "dotnet", [server, "-shutdown", "-pipename:" + _pipe], CancellationToken.None);
        }
    }
}
