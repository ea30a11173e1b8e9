using System.Runtime.CompilerServices;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace Helix.Manifests.Tests;

public sealed class SchemaTests
{
    public static TheoryData<string> All => [.. Files.Manifests.Select(Path.GetFileName).OfType<string>()];

    [Fact]
    public void The_published_schemas_are_what_the_reader_checks()
    {
        Verify("helix.product.schema.json", ManifestSchema.Product());
        Verify("helix.kind.schema.json", ManifestSchema.Kind());
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_schema_accepts_what_ships(string manifest)
    {
        JsonSchema schema = await SchemaOf(manifest);

        Assert.Empty(schema.Validate(Json(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Manifests", manifest), TestContext.Current.CancellationToken))));
    }

    [Theory]
    [InlineData("unknown-property.product.yaml", 2)]
    [InlineData("golden-path.product.yaml", 4)]
    [InlineData("thing.kind.yaml", 1)]
    public async Task The_schema_refuses_what_the_reader_refuses(string fixture, int atLeast)
    {
        JsonSchema schema = await SchemaOf(fixture);
        ICollection<NJsonSchema.Validation.ValidationError> errors = schema.Validate(
            Json(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture), TestContext.Current.CancellationToken)));

        Assert.True(Count(errors) >= atLeast, string.Join("\n", errors));
    }

    private static int Count(IEnumerable<NJsonSchema.Validation.ValidationError> errors) =>
        errors.Sum(static error => error is NJsonSchema.Validation.ChildSchemaValidationError child ? Math.Max(1, child.Errors.Values.Sum(Count)) : 1);

    private static Task<JsonSchema> SchemaOf(string file) =>
        JsonSchema.FromJsonAsync(file.Contains(".kind.", StringComparison.Ordinal) ? ManifestSchema.Kind() : ManifestSchema.Product(), TestContext.Current.CancellationToken);

    private static string Json(string yaml)
    {
        object? content = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(yaml);
        return new SerializerBuilder().JsonCompatible().Build().Serialize(content);
    }

    private static void Verify(string name, string expected, [CallerFilePath] string caller = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "schemas", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, expected);
        }

        Assert.Equal(expected, File.ReadAllText(file).ReplaceLineEndings("\n"));
        _ = System.Text.Json.JsonDocument.Parse(expected);
    }
}
