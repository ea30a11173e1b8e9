using YamlDotNet.Serialization;

namespace Helix.Tool.Export;

/// <summary>Writes YAML documents.</summary>
internal static class YamlText
{
    // Many tools still read YAML 1.1: a text that 1.1 or 1.2 takes for something else is quoted.
    private static readonly ISerializer s_serializer = new SerializerBuilder()
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithIndentedSequences()
        .WithNewLine("\n")
        .Build();

    /// <summary>Documents with <c>---</c> between.</summary>
    /// <param name="comment">Lines in front.</param>
    /// <param name="documents">The documents.</param>
    public static string Write(string comment, IEnumerable<YamlMap> documents) =>
        string.Concat(comment.Split('\n').Select(static line => $"# {line}\n")) + string.Join("---\n", documents.Select(static d => s_serializer.Serialize(d)));
}
