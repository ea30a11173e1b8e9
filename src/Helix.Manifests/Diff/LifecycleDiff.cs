namespace Helix.Manifests;

/// <summary>Compares where a product is in its life: what users are told, and when it ends.</summary>
internal sealed class LifecycleDiff(ChangeList changes)
{
    private static readonly NodePath s_node = NodePath.Of("spec", "lifecycle");

    public void Compare(ProductLifecycle before, ProductLifecycle after)
    {
        Stage(before.Stage, after.Stage);
        Date(before.Deprecated, after.Deprecated, "deprecated", "The day of deprecation", VersionBump.Minor);
        Date(before.Retires, after.Retires, "retires", "The day of retirement", VersionBump.Major);
        changes.Words(s_node.Child("since"), before.Since, after.Since, "The day since when it is in use");
        changes.Words(s_node.Child("successor"), before.Successor, after.Successor, "The successor");
        changes.Words(s_node.Child("migration"), before.Migration, after.Migration, "The link to the migration");
        if (before.Roadmap != after.Roadmap)
        {
            changes.Safe(s_node.Child("roadmap"), VersionBump.Patch, "The roadmap changed");
        }
    }

    private void Stage(LifecycleStage before, LifecycleStage after)
    {
        if (before == after)
        {
            return;
        }

        NodePath node = s_node.Child("stage");
        string step = $"The stage {ChangeList.Step(ManifestWords.Stages[(int)before], ManifestWords.Stages[(int)after])}";
        switch (after)
        {
            case LifecycleStage.Retired:
                changes.Policy(node, VersionBump.Major, step + ": builds that use the product fail");
                break;
            case LifecycleStage.Deprecated:
                changes.Policy(node, VersionBump.Minor, step + ": builds that use the product warn");
                break;
            case LifecycleStage.Experimental or LifecycleStage.Preview when after < before:
                changes.Policy(node, VersionBump.Major, step + ": builds that use the product warn until they opt in");
                break;
            default:
                changes.Safe(node, VersionBump.Minor, step);
                break;
        }
    }

    /// <summary>A day that is new is announced; one that comes earlier than promised breaks the promise.</summary>
    private void Date(IsoDate? before, IsoDate? after, string property, string what, VersionBump ifEarlier)
    {
        if (before == after)
        {
            return;
        }

        string step = $"{what} {ChangeList.Step(before, after)}";
        if (after is null || (before is { } old && after > old))
        {
            changes.Safe(s_node.Child(property), VersionBump.Patch, step);
        }
        else
        {
            changes.Policy(s_node.Child(property), before is null ? VersionBump.Minor : ifEarlier, step);
        }
    }
}
