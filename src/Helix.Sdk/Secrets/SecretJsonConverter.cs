using System.Text.Json;
using System.Text.Json.Serialization;

namespace Helix;

/// <summary>Writes <c>"***"</c>; reads nothing, as a secret that was written cannot come back.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is not read from JSON; it comes from configuration.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("***");
}
