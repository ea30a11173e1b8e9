using Helix.Manifests;

namespace Helix.Tool.Catalog;

/// <summary>The golden path of a product in code: how it is taken up, and what comes in the place of what.</summary>
internal static class GoldenPathCode
{
    /// <summary>The variable that holds the product: <c>OrdersDb</c> is <c>ordersDb</c>.</summary>
    public static string Variable(ProductContract product) => char.ToLowerInvariant(product.CSharpName[0]) + product.CSharpName[1..];

    /// <summary>Registration, injection, and the first call.</summary>
    public static string Start(ProductContract product)
    {
        string variable = Variable(product);
        string? member = product.Kind?.Manifest.Replaces.Select(static api => api.Use).FirstOrDefault(static use => use is not null && CSharpNames.IsIdentifier(use));
        string space = product.Manifest.Namespace is { } name ? $"using {name};\n\n" : "";
        return $$"""
            {{space}}builder.Add{{product.CSharpName}}();

            public sealed class Work({{product.CSharpName}} {{variable}})
            {
                public async Task RunAsync(CancellationToken cancellationToken)
                {
                    {{(member is null ? $"// {variable} is configured, checked and ready." : FirstCall(variable, member))}}
                }
            }
            """.ReplaceLineEndings("\n");
    }

    /// <summary><c>await using var connection = await ordersDb.OpenConnectionAsync(…);</c>: the last word of a member says what it gives.</summary>
    private static string FirstCall(string variable, string member)
    {
        string noun = RawCode.Variable(member.EndsWith("Async", StringComparison.Ordinal) ? member[..^5] : member);
        string dispose = member.StartsWith("Open", StringComparison.Ordinal) ? "await using " : "";
        return $"{dispose}var {noun} = {Member(variable, member)};";
    }

    /// <summary>What to write instead of the raw APIs of a kind: a member of the product.</summary>
    public static string InsteadOfRaw(ProductContract product, BannedApi api) => api.Use switch
    {
        null => Variable(product),
        { } member when CSharpNames.IsIdentifier(member) => Member(Variable(product), member),
        { } words => "// " + words,
    };

    /// <summary>What to write instead of an API that the product bans: mostly another member of the same thing.</summary>
    public static string InsteadOfBanned(BannedApi api) => api.Use switch
    {
        null => "// do without it",
        { } member when CSharpNames.IsIdentifier(member) && api.Symbols is [['M' or 'P', ':', ..] id, ..] =>
            $"{RawCode.Variable(Owner(id))}.{member}{(id[0] == 'M' ? "(…)" : "")}",
        { } words => "// " + words,
    };

    private static string Owner(string id)
    {
        int open = id.IndexOf('(');
        string name = open < 0 ? id[2..] : id[2..open];
        return name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
    }

    /// <summary>By .NET's names: what ends in Async is awaited, what starts with a verb is called, else it is a property.</summary>
    private static string Member(string variable, string member)
    {
        if (member.EndsWith("Async", StringComparison.Ordinal))
        {
            return $"await {variable}.{member}(cancellationToken)";
        }

        string[] verbs = ["Create", "Open", "Get", "Begin", "Send", "Publish", "Read", "Write", "Start", "Acquire", "Build"];
        return verbs.Any(verb => member.StartsWith(verb, StringComparison.Ordinal)) ? $"{variable}.{member}()" : $"{variable}.{member}";
    }
}
