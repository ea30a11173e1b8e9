using Helix.Manifests;
using Helix.Tool.Terminal;

namespace Helix.Tool.Inputs;

/// <summary>Commands that publish what manifests say take only sound ones: half a contract is a promise that nobody made.</summary>
internal static class SoundManifests
{
    /// <summary>Says what is wrong, if anything is.</summary>
    /// <returns>Whether the manifests can be used.</returns>
    public static bool Check(ToolConsole console, ManifestFolder folder)
    {
        if (folder.Set.Problems.Count == 0)
        {
            return true;
        }

        foreach (ManifestProblem problem in folder.Set.Problems)
        {
            console.Error.WriteLine(problem);
        }

        console.Complain("nothing is written: the manifests have problems. 'helix lint' shows them at their places.");
        return false;
    }
}
