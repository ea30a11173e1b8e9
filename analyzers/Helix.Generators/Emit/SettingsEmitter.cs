using System.Globalization;
using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits the settings of a product: get-only properties, and the constructor that reads them.</summary>
internal static class SettingsEmitter
{
    public static void Emit(CodeWriter code, ProductContract product, KnownKind? kind)
    {
        string type = product.CSharpName + "Settings";
        TypeNames names = NamesOf(product, kind);
        string? settingsInterface = kind?.Contract.Manifest.SettingsType is { } name ? $"global::{kind.Namespace}.{name}" : null;

        _ = code.Line()
            .Summary(
                $"The settings of {product.Manifest.Name}, from the configuration section {product.Section}.",
                "Validated before the app starts; see the product's manifest.")
            .Line(GeneratedCode.Attribute)
            .Open($"public sealed partial class {type}{(settingsInterface is null ? "" : " : " + settingsInterface)}");
        EmitConstructor(code, product, type, names);
        EmitCreate(code, product, type);
        foreach (KeyContract key in product.Keys)
        {
            EmitProperty(code, product, key, names);
        }

        if (kind is not null && settingsInterface is not null)
        {
            EmitExplicit(code, product, kind, names, settingsInterface);
        }

        _ = code.Close();
        new KeyTypesEmitter(code, names, ofKind: false).EmitAll(product.Keys, "", product.Section);
    }

    public static TypeNames NamesOf(ProductContract product, KnownKind? kind) =>
        new(product.CSharpName, product.CSharpName + "Settings", kind is null ? null : $"global::{kind.Namespace}.{KindEmitter.Prefix(kind)}");

    private static void EmitConstructor(CodeWriter code, ProductContract product, string type, TypeNames names)
    {
        var read = new ReadCall(names, product.Environments);
        _ = code.Doc("<summary>Reads the settings. Generated registration calls it; a test calls <c>Create</c>.</summary>")
            .Doc("<param name=\"reader\">Reads single keys, and collects what is wrong.</param>")
            .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]")
            .Open($"public {type}(ref global::Helix.Configuration.SettingsReader reader)");
        foreach (KeyContract key in product.Keys)
        {
            if (key.Deprecated is { } deprecation)
            {
                KeyContract? replacement = Replacement(product, key, names);
                string? target = replacement is null ? null : $"{product.Section}:{replacement.Name}";
                _ = code.Line($"reader.Deprecated({Literal.Of($"{product.Section}:{key.Name}")}, {Literal.Of(target)}, {Literal.Of(deprecation.Since)}, {Literal.Of(deprecation.Reason)});");
            }
        }

        foreach (KeyContract key in product.Keys)
        {
            if (Replacement(product, key, names) is null)
            {
                string full = $"{product.Section}:{key.Name}";
                _ = code.Line($"{names.Property(key)} = {read.Expression(key, Literal.Of(full), "", full)};");
            }
        }

        _ = code.Close();
    }

    private static void EmitCreate(CodeWriter code, ProductContract product, string type) => code.Line()
        .Doc("<summary>Makes settings from pairs of key and value, for a test. A key that is not given has its default.</summary>")
        .Doc($"<param name=\"values\">Keys below <c>{CodeWriter.Xml(product.Section)}</c>, or in full, with values as a file has them.</param>")
        .Doc("<exception cref=\"global::Helix.ProductConfigurationException\">A value is missing, wrong, or of no key.</exception>")
        .Open($"public static {type} Create(params global::System.Collections.Generic.IEnumerable<global::System.Collections.Generic.KeyValuePair<string, string?>> values)")
        .Line($"return global::Helix.Registration.ProductServices.CreateSettings({product.CSharpName}Registration.Definition, values);")
        .Close();

    private static void EmitProperty(CodeWriter code, ProductContract product, KeyContract key, TypeNames names)
    {
        _ = code.Line().Summary(
            key.Description ?? $"The key {key.Name}.",
            [Described.Constraints(key), .. product.Environments.Select(environment => InEnvironment(environment, key))]);
        KeyContract? replacement = Replacement(product, key, names);
        if (key.Deprecated is { } deprecation)
        {
            string since = deprecation.Since is null ? "" : $" since {deprecation.Since}";
            string instead = deprecation.Replacement is null ? "" : $"; use {deprecation.Replacement}";
            string reason = deprecation.Reason is null ? "" : $". {deprecation.Reason}";
            _ = code.Line($"[global::System.Obsolete({Literal.Of($"{key.Name} is deprecated{since}{instead}{reason}")})]");
        }

        _ = code.Line(replacement is null
            ? $"public {names.PropertyType(key, "")} {names.Property(key)} {{ get; }}"
            : $"public {names.PropertyType(replacement, "")} {names.Property(key)} => {names.Property(replacement)};");
    }

    /// <summary>Members of the kind's interface that the property cannot be by itself, as its type or name differs.</summary>
    private static void EmitExplicit(CodeWriter code, ProductContract product, KnownKind kind, TypeNames names, string settingsInterface)
    {
        TypeNames ofKind = KindEmitter.NamesOf(kind, qualified: true);
        foreach (KeyContract key in kind.Contract.Keys)
        {
            KeyContract? own = product.Keys.FirstOrDefault(k => k.Name == key.Name);
            if (own is null)
            {
                continue;
            }

            string wanted = ofKind.PropertyType(key, "");
            KeyContract shown = Replacement(product, own, names) ?? own;
            string given = names.PropertyType(shown, "");
            bool fits = wanted == given || (TypeNames.IsReference(key) && wanted == given + "?");
            if (!fits || ofKind.Property(key) != names.Property(own))
            {
                _ = code.Line().Line($"{wanted} {settingsInterface}.{ofKind.Property(key)} => {names.Property(own)};");
            }
        }
    }

    /// <summary>The key that takes a deprecated one's place, where a value of the one is a value of the other.</summary>
    private static KeyContract? Replacement(ProductContract product, KeyContract key, TypeNames names) =>
        key.Deprecated?.Replacement is { } name
        && product.Keys.FirstOrDefault(k => k.Name == name) is { Deprecated: null } replacement
        && names.Type(replacement, "") == names.Type(key, "")
            ? replacement
            : null;

    private static string InEnvironment(EnvironmentContract environment, KeyContract key)
    {
        if (environment.Forbid.Contains(key.Name))
        {
            return $"Forbidden in {environment.Name}.";
        }

        string required = environment.Require.Contains(key.Name) && !key.Required ? "Required." : "";
        string narrower = environment.Constrain.FirstOrDefault(k => k.Name == key.Name) is { } there
            ? Described.Constraints(there with { Default = null, Required = false, Live = false })
            : "";
        string text = string.Join(" ", new[] { required, narrower }.Where(static part => part.Length > 0));
        return text.Length == 0 ? "" : string.Format(CultureInfo.InvariantCulture, "In {0}: {1}", environment.Name, text);
    }
}
