using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits the enums and object types that keys need, below any depth of objects, lists and maps.</summary>
/// <param name="code">The output.</param>
/// <param name="names">The names of types.</param>
/// <param name="ofKind">Whether a kind's own types are emitted; else those that a kind brought are left to its assembly.</param>
internal sealed class KeyTypesEmitter(CodeWriter code, TypeNames names, bool ofKind)
{
    private readonly ReadCall _read = new(names, default);

    public void EmitAll(EquatableArray<KeyContract> keys, string path, string? section)
    {
        foreach (KeyContract key in keys)
        {
            Emit(key, path, section is null ? null : $"{section}:{key.Name}");
        }
    }

    private void Emit(KeyContract key, string path, string? constant)
    {
        if (!ofKind && key.FromKind)
        {
            return;
        }

        switch (key.Type)
        {
            case KeyType.Enum when !key.Secret:
                EmitEnum(key, path);
                break;
            case KeyType.Object:
                EmitObject(key, path, constant);
                EmitAll(key.Keys, path + key.CSharpName, constant);
                break;
            case KeyType.List or KeyType.Map:
                Emit(TypeNames.Item(key), path, null);
                break;
        }
    }

    private void EmitEnum(KeyContract key, string path)
    {
        _ = code.Line().Summary(key.Description ?? $"The values of {key.Name}.").Line(GeneratedCode.Attribute);
        _ = code.Open($"public enum {Local(key, path)}");
        for (int i = 0; i < key.Values.Count; i++)
        {
            _ = code.Doc($"<summary>Written as <c>{CodeWriter.Xml(key.Values[i])}</c>.</summary>")
                .Line($"{TypeNames.EnumMember(key.Values[i])} = {Literal.Of(i)},");
        }

        _ = code.Close();
    }

    private void EmitObject(KeyContract key, string path, string? constant)
    {
        string inner = path + key.CSharpName;
        _ = code.Line().Summary(key.Description ?? $"The keys below {key.Name}.").Line(GeneratedCode.Attribute);
        _ = code.Open($"public sealed class {Local(key, path)}");
        bool isConstant = constant is not null && !ofKind;
        string parameters = isConstant ? "" : ", string section";
        if (ofKind)
        {
            _ = code.Doc("<summary>Reads the keys. Generated code calls it.</summary>")
                .Doc("<param name=\"reader\">The reader.</param>")
                .Doc("<param name=\"section\">The full key of the object.</param>")
                .Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        }

        _ = code.Open($"{(ofKind ? "public" : "internal")} {Local(key, path)}(ref global::Helix.Configuration.SettingsReader reader{parameters})");
        foreach (KeyContract nested in key.Keys)
        {
            string? full = isConstant ? $"{constant}:{nested.Name}" : null;
            string at = full is null ? $"section + {Literal.Of(":" + nested.Name)}" : Literal.Of(full);
            _ = code.Line($"{names.Property(nested)} = {_read.Expression(nested, at, inner, full)};");
        }

        _ = code.Close();
        foreach (KeyContract nested in key.Keys)
        {
            _ = code.Line().Summary(nested.Description ?? $"The key {nested.Name}.", Described.Constraints(nested))
                .Line($"public {names.PropertyType(nested, inner)} {names.Property(nested)} {{ get; }}");
        }

        _ = code.Close();
    }

    /// <summary>The name without a namespace, for the declaration.</summary>
    private string Local(KeyContract key, string path)
    {
        string declared = names.Declared(key, path);
        return declared.Substring(declared.LastIndexOf('.') + 1);
    }
}
