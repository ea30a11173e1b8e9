using System.Text.Json.Serialization;

namespace Helix.Blobs;

/// <summary>What is known of a blob that is a file.</summary>
internal sealed class FileBlobRecord
{
    public required string Name { get; init; }

    /// <summary>The name of the file with the content, in the same folder.</summary>
    public required string Data { get; init; }

    public required long Length { get; init; }

    public required string ContentType { get; init; }

    public required Dictionary<string, string> Metadata { get; init; }

    public required string ETag { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public StoredBlob ToBlob() => new(Name, Length, ContentType, LastModified, ETag, Metadata.AsReadOnly());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FileBlobRecord))]
internal sealed partial class FileBlobRecords : JsonSerializerContext;
