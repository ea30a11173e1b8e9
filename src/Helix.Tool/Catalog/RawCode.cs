using System.Text;
using Helix.Manifests;

namespace Helix.Tool.Catalog;

/// <summary>
/// Shows a documentation-comment ID as somebody would write the call: <c>M:Npgsql.NpgsqlConnection.#ctor(System.String)</c> is
/// <c>new NpgsqlConnection("…")</c>. An ID does not tell a static method from another; names do mostly.
/// </summary>
internal static class RawCode
{
    private const string Some = "…";

    /// <summary>A few calls that stand for an entry: one for each member, the plainest.</summary>
    public static IReadOnlyList<string> Examples(BannedApi api, int most) =>
    [
        .. api.Symbols
            .GroupBy(static id => Split(id).Owner + "." + Split(id).Member, StringComparer.Ordinal)
            // With an argument it is recognised sooner, and with one string soonest.
            .Select(static g => g.OrderByDescending(static id => id.EndsWith("(System.String)", StringComparison.Ordinal)).ThenBy(static id => id.Length).First())
            .Select(Of)
            .Distinct(StringComparer.Ordinal)
            .Take(most),
    ];

    public static string Of(string id)
    {
        (string owner, string member, IReadOnlyList<string> parameters) = Split(id);
        string type = Short(owner);
        return id[..Math.Min(1, id.Length)] switch
        {
            "T" => Short(owner + "." + member),
            "N" => $"using {owner}.{member};".Replace("using .", "using ", StringComparison.Ordinal),
            "F" => $"{type}.{member}",
            "E" => $"{Variable(owner)}.{member} += {Some}",
            "P" when parameters.Count > 0 => $"{Variable(owner)}[{Arguments(parameters)}]",
            "P" => $"{Variable(owner)}.{member}",
            "M" when member == "#ctor" => $"new {type}({Arguments(parameters)})",
            "M" when type.EndsWith("Extensions", StringComparison.Ordinal) && parameters.Count > 0 => $"{Receiver(parameters[0])}.{Name(member)}({Arguments(parameters.Skip(1))})",
            "M" when member.StartsWith("Create", StringComparison.Ordinal) && member.Length == 6 => $"{type}.{member}({Arguments(parameters)})",
            "M" => $"{Variable(owner)}.{Name(member)}({Arguments(parameters)})",
            _ => id,
        };
    }

    /// <summary>The variable that somebody would call a value of a type: the last word of its name.</summary>
    public static string Variable(string type)
    {
        string name = Short(type);
        if (name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
        {
            name = name[1..];
        }

        int generic = name.IndexOfAny(['<', '`']);
        name = generic > 0 ? name[..generic] : name;
        int word = name.Length - 1;
        while (word > 0 && !char.IsUpper(name[word]))
        {
            word--;
        }

        return name.Length == 0 ? "value" : char.ToLowerInvariant(name[word]) + name[(word + 1)..];
    }

    private static string Receiver(string type) => Short(type) switch
    {
        "IServiceCollection" => "services",
        "DbContextOptionsBuilder" => "options",
        _ => Variable(type),
    };

    private static string Arguments(IEnumerable<string> parameters)
    {
        // Optional parameters are mostly those behind: two arguments are enough to recognise a call.
        string[] all = [.. parameters.Select(Argument)];
        return string.Join(", ", all.Length > 2 ? [all[0], Some] : all);
    }

    private static string Argument(string type) => Short(type) switch
    {
        "String" => $"\"{Some}\"",
        "Boolean" => "true",
        "Int32" or "Int64" or "Double" or "TimeSpan" => Some,
        _ when type.StartsWith("System.Action{", StringComparison.Ordinal) || type.StartsWith("System.Func{", StringComparison.Ordinal) => Variable(type.Split('{')[^1].Split(',')[^1].TrimEnd('}')) + " => " + Some,
        _ => type.StartsWith('`') ? Some : Variable(type.TrimEnd('@', '[', ']')),
    };

    private static string Name(string member)
    {
        int arity = member.IndexOf("``", StringComparison.Ordinal);
        return arity < 0 ? member : member[..arity] + "<T>";
    }

    private static string Short(string type)
    {
        int brace = type.IndexOf('{');
        string name = brace < 0 ? type : type[..brace];
        name = name[(name.LastIndexOf('.') + 1)..];
        int arity = name.IndexOf('`');
        return arity > 0 ? name[..arity] + "<T>" : name;
    }

    private static (string Owner, string Member, IReadOnlyList<string> Parameters) Split(string id)
    {
        string body = id.Length > 2 && id[1] == ':' ? id[2..] : id;
        int open = body.IndexOf('(');
        string name = open < 0 ? body : body[..open];
        int dot = name.LastIndexOf('.');
        return (dot < 0 ? "" : name[..dot], name[(dot + 1)..], open < 0 ? [] : Parameters(body[(open + 1)..].TrimEnd(')')));
    }

    private static List<string> Parameters(string list)
    {
        var parameters = new List<string>();
        var current = new StringBuilder();
        int depth = 0;
        foreach (char c in list)
        {
            depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                parameters.Add(current.ToString());
                _ = current.Clear();
            }
            else
            {
                _ = current.Append(c);
            }
        }

        parameters.Add(current.ToString());
        return parameters;
    }
}
