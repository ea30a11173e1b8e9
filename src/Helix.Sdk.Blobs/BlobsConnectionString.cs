using System.Data.Common;

namespace Helix.Blobs;

/// <summary>A connection string of a storage account, as the portal shows it, or the bare address of one.</summary>
internal static class BlobsConnectionString
{
    // The account of every emulator, as its documentation gives it: no secret.
    private const string EmulatorEndpoint = "http://127.0.0.1:10000/devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.Contains(';', StringComparison.Ordinal) && Uri.TryCreate(trimmed, UriKind.Absolute, out Uri? uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            return uri.Query.Length > 1
                ? [new("Endpoint", uri.GetLeftPart(UriPartial.Path)), new("SharedAccessSignature", uri.Query[1..])]
                : [new("Endpoint", uri.OriginalString)];
        }

        var builder = new DbConnectionStringBuilder { ConnectionString = trimmed };
        var given = builder.Keys.Cast<string>().ToDictionary(static keyword => keyword, keyword => builder[keyword].ToString() ?? "", StringComparer.OrdinalIgnoreCase);
        if (given.Remove("UseDevelopmentStorage", out string? emulator) && bool.Parse(emulator))
        {
            return [new("Endpoint", EmulatorEndpoint), new("AccountKey", EmulatorKey), .. given];
        }

        bool hasSuffix = given.Remove("EndpointSuffix", out string? suffix);
        bool hasProtocol = given.Remove("DefaultEndpointsProtocol", out string? protocol);
        if (given.ContainsKey("BlobEndpoint") || given.ContainsKey("Endpoint"))
        {
            return Strip(given);
        }

        return given.TryGetValue("AccountName", out string? account) && (hasSuffix || hasProtocol || given.ContainsKey("AccountKey"))
            ? [new("Endpoint", $"{protocol ?? "https"}://{account}.blob.{suffix ?? "core.windows.net"}"), .. Strip(given)]
            : Strip(given);
    }

    /// <summary>The form that the native client reads.</summary>
    public static string Write(IBlobsSettings settings)
    {
        Uri endpoint = settings.Endpoint!;
        var builder = new DbConnectionStringBuilder { ["BlobEndpoint"] = endpoint.OriginalString };
        if (settings.AccountKey is { } key)
        {
            builder["AccountName"] = settings.AccountName ?? new Azure.Storage.Blobs.BlobUriBuilder(endpoint).AccountName;
            builder["AccountKey"] = key.Reveal();
        }
        else if (settings.SasToken is { } signature)
        {
            builder["SharedAccessSignature"] = signature.Reveal();
        }

        // The builder quotes values with an equals sign; the client reads the text up to the next semicolon.
        return builder.ConnectionString.Replace("\"", "", StringComparison.Ordinal);
    }

    // An account's string also names its other services.
    private static IEnumerable<KeyValuePair<string, string>> Strip(Dictionary<string, string> given) =>
        given.Where(static pair => !(pair.Key.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase)
            && (pair.Key.StartsWith("Queue", StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith("Table", StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith("File", StringComparison.OrdinalIgnoreCase))));
}
