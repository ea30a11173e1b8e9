using System.Text.Json;
using Helix.Tool.Terminal;

namespace Helix.Tool.Adoption;

/// <summary>A report as JSON, to be kept and read again.</summary>
internal static class AdoptionJson
{
    /// <exception cref="UnusableCallException">The file holds no report.</exception>
    public static AdoptionReport Read(string file, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<AdoptionReport>(File.ReadAllText(file), JsonOutput.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new UnusableCallException($"'{path}' is no report that 'helix adoption --format json' printed: {e.Message}");
        }
    }
}
