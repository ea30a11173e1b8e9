using System.Text.Json;

namespace Aspire.Hosting.Publishing;

public sealed class ManifestPublishingContext
{
    public Utf8JsonWriter Writer => throw null!;
}
