using System.Text.Json.Serialization;

namespace Helix.AspNetCore.Report;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AppReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
