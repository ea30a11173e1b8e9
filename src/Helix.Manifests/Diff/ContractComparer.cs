namespace Helix.Manifests;

/// <summary>Compares two versions of a contract. A contract compared with itself has no difference.</summary>
public static class ContractComparer
{
    private const ContractBreak SourceAndConfig = ContractBreak.Source | ContractBreak.Config;
    private static readonly NodePath s_spec = NodePath.Of("spec");

    /// <summary>Compares two versions of a product, each merged with its kind.</summary>
    /// <param name="before">The version that users have.</param>
    /// <param name="after">The version that they will get.</param>
    public static ContractDiff Compare(ProductContract before, ProductContract after)
    {
        var changes = new ChangeList();
        ProductManifest old = before.Manifest;
        ProductManifest now = after.Manifest;
        Identity(before, after, changes);
        Words(old, now, changes);
        new LifecycleDiff(changes).Compare(old.Lifecycle, now.Lifecycle);
        new PromiseDiff(changes).Compare(old, now);
        if (old.Kind == now.Kind)
        {
            // Of another kind it is another product: to list each key that came and went would say no more.
            new KeyDiff(changes).Compare(before.Keys, after.Keys, NodePath.Of("spec", "config", "keys"));
            new EnvironmentDiff(changes).Compare(before, after);
            Bindings(before.Bindings, after.Bindings, changes);
            changes.Words(s_spec.Child("local"), before.Local, after.Local, "What a developer's machine runs");
        }

        new GoldenPathDiff(changes).Compare(old.Banned, now.Banned, s_spec.Child("goldenPath").Child("banned"));
        new GoldenPathDiff(changes).Compare(old.Waivers, now.Waivers);
        return new(now.Name, old.Version, now.Version, changes.ToArray())
        {
            IsExempt = old.Lifecycle.Stage is LifecycleStage.Experimental or LifecycleStage.Preview,
        };
    }

    /// <summary>Compares two versions of a kind.</summary>
    /// <param name="before">The version that products are of.</param>
    /// <param name="after">The version that they will be of.</param>
    public static ContractDiff Compare(KindContract before, KindContract after)
    {
        var changes = new ChangeList();
        KindDiff.Compare(before, after, changes);
        return new(after.Manifest.Name, before.Manifest.Version, after.Manifest.Version, changes.ToArray());
    }

    private static void Identity(ProductContract before, ProductContract after, ChangeList changes)
    {
        ProductManifest old = before.Manifest;
        ProductManifest now = after.Manifest;
        if (old.Name != now.Name)
        {
            changes.Break(NodePath.Of("metadata", "name"), SourceAndConfig, $"The product changed its name from {old.Name} to {now.Name}, and with it those of its types and settings");
        }

        if (old.Kind != now.Kind)
        {
            changes.Break(s_spec.Child("kind"), SourceAndConfig, $"The kind {ChangeList.Step(old.Kind, now.Kind)}: the product has another client and other settings");
        }

        if (old.Namespace != now.Namespace)
        {
            changes.Break(s_spec.Child("csharp").Child("namespace"), ContractBreak.Source, $"The namespace of the product's types {ChangeList.Step(old.Namespace, now.Namespace)}");
        }

        if (before.Section != after.Section && (old.Name == now.Name || old.Section is not null || now.Section is not null))
        {
            changes.Break(s_spec.Child("config").Child("section"), ContractBreak.Config, $"The configuration section {ChangeList.Step(before.Section, after.Section)}: what is configured is not found");
        }
    }

    private static void Words(ProductManifest old, ProductManifest now, ChangeList changes)
    {
        NodePath metadata = NodePath.Of("metadata");
        changes.Words(metadata.Child("displayName"), old.DisplayName, now.DisplayName, "The display name");
        changes.Words(metadata.Child("description"), old.Description, now.Description, "The description");
        if (old.Labels != now.Labels)
        {
            changes.Safe(metadata.Child("labels"), VersionBump.Patch, "The labels changed");
        }

        changes.Words(s_spec.Child("kindPackage"), old.KindPackage, now.KindPackage, "The package of the kind");
        changes.Words(s_spec.Child("owner").Child("team"), old.Owner.Team, now.Owner.Team, "The owner");
        changes.Words(s_spec.Child("owner").Child("oncall"), old.Owner.OnCall, now.Owner.OnCall, "The way to whoever is on call");
        NodePath support = s_spec.Child("support");
        changes.Words(support.Child("docs"), old.Support.Docs, now.Support.Docs, "The link to the documentation");
        changes.Words(support.Child("chat"), old.Support.Chat, now.Support.Chat, "The link to the chat");
        changes.Words(support.Child("feedback"), old.Support.Feedback, now.Support.Feedback, "The link for feedback");
        changes.Words(support.Child("status"), old.Support.Status, now.Support.Status, "The link to the status page");
    }

    private static void Bindings(ProductBindings old, ProductBindings now, ChangeList changes)
    {
        NodePath bindings = s_spec.Child("bindings");
        Compare(bindings.Child("connectionString"), old.ConnectionString, now.ConnectionString, "The name of the connection string");
        Compare(bindings.Child("serviceBinding").Child("type"), old.ServiceBindingType, now.ServiceBindingType, "The type of the service binding");
        Compare(bindings.Child("serviceBinding").Child("provider"), old.ServiceBindingProvider, now.ServiceBindingProvider, "The provider of the service binding", narrows: true);
        Compare(bindings.Child("env"), old.EnvironmentPrefix, now.EnvironmentPrefix, "The prefix of environment variables");

        void Compare(NodePath node, string? before, string? after, string what, bool narrows = false)
        {
            if (before == after)
            {
                return;
            }

            if (before is null && !narrows)
            {
                changes.Safe(node, VersionBump.Minor, $"{what} {ChangeList.Step(before, after)}: settings may come from there too");
            }
            else
            {
                changes.Break(node, ContractBreak.Config, $"{what} {ChangeList.Step(before, after)}: what is configured there may not be found");
            }
        }
    }
}
