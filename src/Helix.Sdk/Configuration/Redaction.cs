namespace Helix.Configuration;

/// <summary>Keeps credentials out of what is shown.</summary>
internal static class Redaction
{
    /// <summary>What is shown in place of a value.</summary>
    public const string Mark = "***";

    /// <summary>A URI with user information, a signature or a code of access, or a connection string, also in a place where none belongs.</summary>
    public static bool MayHoldCredentials(string value) =>
        value.Contains('@', StringComparison.Ordinal)
        || value.Contains("password", StringComparison.OrdinalIgnoreCase)
        || value.Contains("pwd=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("key=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("secret=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("token=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("sig=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("signature=", StringComparison.OrdinalIgnoreCase)
        || value.Contains("code=", StringComparison.OrdinalIgnoreCase);
}
