namespace Helix.Manifests;

/// <summary>Compares two versions of a kind, whose users are the products of it and, through them, their users.</summary>
internal static class KindDiff
{
    private static readonly NodePath s_spec = NodePath.Of("spec");

    public static void Compare(KindContract before, KindContract after, ChangeList changes)
    {
        KindManifest old = before.Manifest;
        KindManifest now = after.Manifest;
        NodePath csharp = s_spec.Child("csharp");
        if (old.Name != now.Name)
        {
            changes.Break(NodePath.Of("metadata", "name"), ContractBreak.Source, $"The kind changed its name from {old.Name} to {now.Name}: its products are of no kind");
        }

        changes.Words(NodePath.Of("metadata", "displayName"), old.DisplayName, now.DisplayName, "The display name");
        changes.Words(NodePath.Of("metadata", "description"), old.Description, now.Description, "The description");
        Type(old.Package, now.Package, s_spec.Child("package"), "The package of the kind");
        Type(old.Namespace, now.Namespace, csharp.Child("namespace"), "The namespace of the kind's types");
        Type(old.ProductType, now.ProductType, csharp.Child("product"), "The base type of products");
        Type(old.SettingsType, now.SettingsType, csharp.Child("settings"), "The interface of settings");
        new KeyDiff(changes).Compare(before.Keys, after.Keys, s_spec.Child("config").Child("keys"));

        NodePath bindings = s_spec.Child("bindings");
        Type(old.ServiceBindingType, now.ServiceBindingType, bindings.Child("serviceBinding").Child("type"), "The type of the service binding", ContractBreak.Config);
        Entries(old.ConnectionStringKeywords, now.ConnectionStringKeywords, bindings.Child("connectionString").Child("keywords"), "keyword of connection strings");
        Entries(old.ServiceBindingEntries, now.ServiceBindingEntries, bindings.Child("serviceBinding").Child("entries"), "entry of service bindings");
        Entries(old.ConnectionProperties, now.ConnectionProperties, bindings.Child("connectionProperties"), "connection property");

        NodePath goldenPath = s_spec.Child("goldenPath");
        new GoldenPathDiff(changes).Compare(old.Replaces, now.Replaces, goldenPath.Child("replaces"));
        foreach (string package in now.Packages.Where(package => !old.Packages.Contains(package)))
        {
            changes.Policy(goldenPath.Child("packages"), VersionBump.Minor, $"Projects that reference {package} are warned");
        }

        foreach (string package in old.Packages.Where(package => !now.Packages.Contains(package)))
        {
            changes.Safe(goldenPath.Child("packages"), VersionBump.Minor, $"Projects that reference {package} are not warned any more");
        }

        changes.Words(s_spec.Child("local"), old.Local, now.Local, "What a developer's machine runs");

        void Type(string? a, string? b, NodePath node, string what, ContractBreak breaks = ContractBreak.Source)
        {
            if (a != b)
            {
                changes.Break(node, breaks, $"{what} {ChangeList.Step(a, b)}");
            }
        }

        void Entries(EquatableArray<NamedText> a, EquatableArray<NamedText> b, NodePath node, string what)
        {
            foreach (NamedText entry in a)
            {
                string? key = b.FirstOrDefault(other => other.Name == entry.Name)?.Text;
                if (key != entry.Text)
                {
                    changes.Break(node.Child(entry.Name), ContractBreak.Config, key is null ? $"{entry.Name} is no {what} any more" : $"The {what} {entry.Name} fills {key}, and filled {entry.Text}");
                }
            }

            foreach (NamedText entry in b.Where(entry => a.All(other => other.Name != entry.Name)))
            {
                changes.Safe(node.Child(entry.Name), VersionBump.Minor, $"{entry.Name} is a new {what}");
            }
        }
    }
}
