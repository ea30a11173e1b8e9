using System.CommandLine;

namespace Helix.Tool.Commands;

/// <summary>The options that tell of manifests which are not part of a call, but which those of the call point to.</summary>
internal static class ElsewhereOptions
{
    public static Option<string[]> Kinds() => new("--kinds")
    {
        Description = "Where kinds are that the manifests use and that do not come with the SDK: manifests, folders, globs or packages (.nupkg).", HelpName = "PATH",
    };

    public static Option<string[]> References() => new("--references")
    {
        Description = "Where products of other projects are that the manifests point to, such as a successor: manifests, folders, globs or packages (.nupkg).", HelpName = "PATH",
    };
}
