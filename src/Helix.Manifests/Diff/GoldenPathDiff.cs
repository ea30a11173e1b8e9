namespace Helix.Manifests;

/// <summary>Compares what the compiler says about use off the golden path.</summary>
internal sealed class GoldenPathDiff(ChangeList changes)
{
    public void Compare(EquatableArray<BannedApi> before, EquatableArray<BannedApi> after, NodePath place)
    {
        foreach (BannedApi old in before.Where(old => after.All(entry => entry.Id != old.Id)))
        {
            changes.Safe(place, VersionBump.Minor, $"The entry {old.Id} is removed");
        }

        for (int i = 0; i < after.Count; i++)
        {
            BannedApi now = after[i];
            NodePath node = place.Child(i);
            if (before.FirstOrDefault(entry => entry.Id == now.Id) is { } old)
            {
                Compare(old, now, node);
            }
            else
            {
                Stricter(node, now.Severity, $"The entry {now.Id} is added: {Speaks(now.Severity)}");
            }
        }
    }

    public void Compare(WaiverPolicy before, WaiverPolicy after)
    {
        NodePath node = NodePath.Of("spec", "goldenPath", "waivers");
        if (before.MaxDays != after.MaxDays)
        {
            bool shorter = after.MaxDays is { } now && (before.MaxDays is not { } old || now < old);
            Either(node.Child("maxDays"), shorter, $"The longest time of a waiver, in days, {ChangeList.Step(before.MaxDays, after.MaxDays)}");
        }

        if (before.RequireTicket != after.RequireTicket)
        {
            Either(node.Child("requireTicket"), after.RequireTicket, after.RequireTicket ? "A waiver must name a ticket" : "A waiver need not name a ticket");
        }
    }

    private void Compare(BannedApi before, BannedApi after, NodePath node)
    {
        string id = after.Id;
        if (before.Assembly != after.Assembly)
        {
            Stricter(node.Child("assembly"), after.Severity, $"The assembly of {id} {ChangeList.Step(before.Assembly, after.Assembly)}");
        }

        List(before.Symbols, after.Symbols, node.Child("symbols"), after.Severity, $"{id} covers", moreIsStricter: true);
        List(before.Except, after.Except, node.Child("except"), after.Severity, $"{id} leaves out", moreIsStricter: false);
        if (before.Severity != after.Severity)
        {
            string step = $"The severity of {id} {ChangeList.Step(Word(before.Severity), Word(after.Severity))}";
            if (after.Severity > before.Severity)
            {
                Stricter(node.Child("severity"), after.Severity, step);
            }
            else
            {
                changes.Safe(node.Child("severity"), VersionBump.Minor, step);
            }
        }

        Date(before.EscalatesToWarning, after.EscalatesToWarning, node.Child("escalate").Child("warning"), $"The day when {id} becomes a warning");
        Date(before.EscalatesToError, after.EscalatesToError, node.Child("escalate").Child("error"), $"The day when {id} becomes an error");
        changes.Words(node.Child("use"), before.Use, after.Use, $"What to use instead of {id}");
        changes.Words(node.Child("reason"), before.Reason, after.Reason, $"The reason of {id}");
    }

    private void List(
        EquatableArray<string> before, EquatableArray<string> after, NodePath node, PolicySeverity severity, string what, bool moreIsStricter)
    {
        string[] added = [.. after.Where(item => !before.Contains(item))];
        string[] removed = [.. before.Where(item => !after.Contains(item))];
        string[] stricter = moreIsStricter ? added : removed;
        string[] looser = moreIsStricter ? removed : added;
        if (stricter.Length > 0)
        {
            Stricter(node, severity, $"{what} {(moreIsStricter ? "also" : "no longer")} {string.Join(", ", stricter)}");
        }

        if (looser.Length > 0)
        {
            changes.Safe(node, VersionBump.Minor, $"{what} {(moreIsStricter ? "no longer" : "also")} {string.Join(", ", looser)}");
        }
    }

    private void Date(IsoDate? before, IsoDate? after, NodePath node, string what)
    {
        if (before != after)
        {
            string step = $"{what} {ChangeList.Step(before, after)}";
            bool earlier = after is not null && (before is not { } old || after < old);
            if (earlier)
            {
                // A day that is new is announced; one that comes earlier than promised breaks the promise.
                changes.Policy(node, before is null ? VersionBump.Minor : VersionBump.Major, step);
            }
            else
            {
                changes.Safe(node, VersionBump.Patch, step);
            }
        }
    }

    private void Stricter(NodePath node, PolicySeverity severity, string message)
    {
        switch (severity)
        {
            case PolicySeverity.Error:
                changes.Policy(node, VersionBump.Major, message);
                break;
            case PolicySeverity.Warning:
                changes.Policy(node, VersionBump.Minor, message);
                break;
            default:
                changes.Safe(node, VersionBump.Minor, message);
                break;
        }
    }

    private void Either(NodePath node, bool isStricter, string message)
    {
        if (isStricter)
        {
            changes.Policy(node, VersionBump.Minor, message);
        }
        else
        {
            changes.Safe(node, VersionBump.Minor, message);
        }
    }

    private static string Speaks(PolicySeverity severity) => severity switch
    {
        PolicySeverity.Error => "builds that use its APIs fail",
        PolicySeverity.Warning => "builds that use its APIs warn",
        _ => "no build warns",
    };

    private static string Word(PolicySeverity severity) => ManifestWords.Severities[(int)severity];
}
