using System.Globalization;

namespace Helix.Manifests;

/// <summary>Compares what a product promises beside its settings: service levels, plans, and the products that it needs.</summary>
internal sealed class PromiseDiff(ChangeList changes)
{
    private static readonly NodePath s_spec = NodePath.Of("spec");

    public void Compare(ProductManifest before, ProductManifest after)
    {
        Level(before.Slo.Availability, after.Slo.Availability, "availability", static v => v.ToString(CultureInfo.InvariantCulture) + " %", higherIsBetter: true);
        Level(before.Slo.LatencyP99, after.Slo.LatencyP99, "latencyP99", static v => TimeSpan.FromTicks((long)v).ToString("c", CultureInfo.InvariantCulture), higherIsBetter: false);
        Plans(before.Plans, after.Plans);
        Dependencies(before.DependsOn, after.DependsOn);
    }

    private void Level(double? before, double? after, string property, Func<double, string> show, bool higherIsBetter)
    {
        if (before == after)
        {
            return;
        }

        bool weaker = after is null || (before is { } old && (higherIsBetter ? after < old : after > old));
        string step = $"The promised {property} {ChangeList.Step(Shown(before), Shown(after))}";
        NodePath node = s_spec.Child("slo").Child(property);
        if (weaker)
        {
            changes.Policy(node, VersionBump.Major, step + ": users may rely on less");
        }
        else
        {
            changes.Safe(node, VersionBump.Minor, step);
        }

        string? Shown(double? value) => value is { } known ? show(known) : null;
    }

    private void Plans(EquatableArray<ProductPlan> before, EquatableArray<ProductPlan> after)
    {
        NodePath plans = s_spec.Child("plans");
        foreach (ProductPlan old in before)
        {
            NodePath node = plans.Child(old.Name);
            if (after.FirstOrDefault(plan => plan.Name == old.Name) is not { } now)
            {
                changes.Policy(node, VersionBump.Major, $"The plan {old.Name} is removed");
                continue;
            }

            changes.Words(node.Child("description"), old.Description, now.Description, $"The description of the plan {old.Name}");
            if (old.RequiresApproval != now.RequiresApproval)
            {
                Either(node.Child("requiresApproval"), now.RequiresApproval, $"The plan {old.Name} {(now.RequiresApproval ? "needs" : "does not need")} the owner's approval");
            }

            if (old.IsDefault != now.IsDefault)
            {
                changes.Policy(node.Child("default"), VersionBump.Minor, $"The plan {old.Name} {(now.IsDefault ? "is" : "is not")} the one that applies when none is chosen");
            }

            Limits(old, now, node.Child("limits"));
        }

        foreach (ProductPlan plan in after.Where(plan => before.All(old => old.Name != plan.Name)))
        {
            changes.Safe(plans.Child(plan.Name), VersionBump.Minor, $"The plan {plan.Name} is added");
        }
    }

    private void Limits(ProductPlan before, ProductPlan after, NodePath node)
    {
        foreach (string name in before.Limits.Concat(after.Limits).Select(static limit => limit.Name).Distinct(StringComparer.Ordinal))
        {
            string? old = before.Limits.FirstOrDefault(limit => limit.Name == name)?.Text;
            string? now = after.Limits.FirstOrDefault(limit => limit.Name == name)?.Text;
            if (old != now)
            {
                // Names are the author's: only that a number became smaller, or that there is a limit at all, says that there is less.
                bool less = old is null || (now is not null && !(Number(old) is { } a && Number(now) is { } b && b > a));
                Either(node.Child(name), less, $"The limit {name} of the plan {before.Name} {ChangeList.Step(old, now)}", VersionBump.Major);
            }
        }

        static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    private void Dependencies(EquatableArray<ProductDependency> before, EquatableArray<ProductDependency> after)
    {
        for (int i = 0; i < after.Count; i++)
        {
            ProductDependency now = after[i];
            ProductDependency? old = before.FirstOrDefault(dependency => dependency.Product == now.Product);
            if (old != now)
            {
                changes.Policy(
                    s_spec.Child("dependsOn").Child(i), VersionBump.Minor,
                    old is null ? $"The product needs {now.Product} {now.Range}".TrimEnd() : $"The versions of {now.Product} that do {ChangeList.Step(old.Range, now.Range)}");
            }
        }

        foreach (ProductDependency old in before.Where(old => after.All(now => now.Product != old.Product)))
        {
            changes.Safe(s_spec.Child("dependsOn"), VersionBump.Patch, $"The product does not need {old.Product} any more");
        }
    }

    private void Either(NodePath node, bool isLess, string message, VersionBump bump = VersionBump.Minor)
    {
        if (isLess)
        {
            changes.Policy(node, bump, message);
        }
        else
        {
            changes.Safe(node, VersionBump.Minor, message);
        }
    }
}
