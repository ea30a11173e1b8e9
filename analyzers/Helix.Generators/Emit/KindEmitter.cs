using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits the file of one kind, in the project of the kind: the settings interface, its types, and what registration needs.</summary>
internal static class KindEmitter
{
    public static string Emit(KnownKind kind)
    {
        KindManifest manifest = kind.Contract.Manifest;
        CodeWriter code = GeneratedCode.Start($"the kind {manifest.Name} {manifest.Version}", kind.Namespace);
        TypeNames names = NamesOf(kind, qualified: false);
        if (manifest.SettingsType is { } settings)
        {
            EmitInterface(code, kind, settings, names);
        }

        new KeyTypesEmitter(code, names, ofKind: true).EmitAll(kind.Contract.Keys, "", null);
        EmitInfo(code, kind);
        return code.ToString();
    }

    /// <summary>What the names of the kind's types start with: <c>Sqlite</c> for <c>SqliteProduct</c>.</summary>
    public static string Prefix(KnownKind kind)
    {
        const string Suffix = "Product";
        string? type = kind.Contract.Manifest.ProductType;
        return type is null ? CSharpNames.ForProduct(kind.Contract.Manifest.Name)
            : type.EndsWith(Suffix, StringComparison.Ordinal) && type.Length > Suffix.Length ? type.Substring(0, type.Length - Suffix.Length)
            : type;
    }

    public static TypeNames NamesOf(KnownKind kind, bool qualified)
    {
        string prefix = (qualified ? $"global::{kind.Namespace}." : "") + Prefix(kind);
        return new(prefix, kind.Contract.Manifest.SettingsType ?? "", prefix);
    }

    private static void EmitInterface(CodeWriter code, KnownKind kind, string settings, TypeNames names)
    {
        KindManifest manifest = kind.Contract.Manifest;
        _ = code.Line()
            .Summary(
                $"The settings that every product of the kind {manifest.Name} has.",
                "A member that is not required has the kind's default, so a product that was built before the member was added still has it.")
            .Line(GeneratedCode.Attribute)
            .Open($"public interface {settings}");
        bool first = true;
        foreach (KeyContract key in kind.Contract.Keys)
        {
            if (!first)
            {
                _ = code.Line();
            }

            first = false;
            _ = code.Summary(key.Description ?? $"The key {key.Name}.", Described.Constraints(key))
                .Line($"{names.PropertyType(key, "")} {names.Property(key)} {Accessor(key, names)}");
        }

        _ = code.Close();
    }

    private static string Accessor(KeyContract key, TypeNames names) => key switch
    {
        { Required: true } => "{ get; }",
        { Default: { } value, Secret: false } => $"=> {Values.Expression(key, value, names, "")};",
        { Type: KeyType.List } => "=> [];",
        { Type: KeyType.Map } => $"=> {names.Type(key, "").Replace("Generic.IReadOnlyDictionary", "ObjectModel.ReadOnlyDictionary")}.Empty;",
        _ when TypeNames.IsOptional(key) => "=> null;",
        _ => "{ get; }",
    };

    private static void EmitInfo(CodeWriter code, KnownKind kind)
    {
        KindManifest manifest = kind.Contract.Manifest;
        _ = code.Line()
            .Summary($"What the registration of products needs to know of the kind {manifest.Name}.")
            .Line(GeneratedCode.Attribute)
            .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
            .Open($"public static class {Prefix(kind)}Kind")
            .Doc("<summary>From the kind's manifest.</summary>")
            .Line("public static global::Helix.Registration.ProductKindInfo Info { get; } = new()")
            .Open()
            .Line($"Name = {Literal.Of(manifest.Name)},")
            .Line($"Version = {Literal.Of(manifest.Version)},");
        string keys = string.Join(", ", kind.Contract.Keys.Where(static key => key.Connection).Select(static key => Literal.Of(key.Name)));
        _ = code.Line($"ConnectionKeys = [{keys}],");
        Pairs("ConnectionStringKeywords", manifest.ConnectionStringKeywords);
        Pairs("ServiceBindingEntries", manifest.ServiceBindingEntries);
        Pairs("ConnectionProperties", manifest.ConnectionProperties);
        _ = code.Close("};").Close();

        void Pairs(string property, EquatableArray<NamedText> pairs)
        {
            if (pairs.IsEmpty)
            {
                return;
            }

            _ = code.Line($"{property} =").Line("[");
            foreach (NamedText pair in pairs)
            {
                _ = code.Line($"    new({Literal.Of(pair.Name)}, {Literal.Of(pair.Text)}),");
            }

            _ = code.Line("],");
        }
    }
}
