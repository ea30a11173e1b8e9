using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// The names that the rules look for, with their topics: those of the products and policies of a compilation, those of fixed APIs, and the
/// aliases that the code gives to any of them.
/// </summary>
internal sealed class CodeNames
{
    private static CodeNames? s_last;

    private readonly Entry?[] _table;

    private CodeNames(IReadOnlyDictionary<string, CodeTopics> names, CodeTopics marks)
    {
        Marks = marks;
        Count = names.Count;
        int size = 16;
        while (size < names.Count * 2)
        {
            size *= 2;
        }

        _table = new Entry?[size];
        foreach (KeyValuePair<string, CodeTopics> name in names)
        {
            int slot = Hash(name.Key) & (size - 1);
            _table[slot] = new(name.Key, name.Value, _table[slot]);
        }
    }

    /// <summary>The topics of more than names that some rule asks for: <c>[</c>, and names that end in Async.</summary>
    public CodeTopics Marks { get; }

    private int Count { get; }

    /// <summary>The topics of a name.</summary>
    public CodeTopics Of(string name)
    {
        for (Entry? entry = _table[Hash(name) & (_table.Length - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Name == name)
            {
                return entry.Topics;
            }
        }

        return CodeTopics.None;
    }

    /// <summary>The topics of the name in a part of a text, whose hash is known.</summary>
    public CodeTopics Of(char[] text, int start, int length, int hash)
    {
        for (Entry? entry = _table[hash & (_table.Length - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Name.Length == length && IsAt(entry.Name, text, start))
            {
                return entry.Topics;
            }
        }

        return CodeTopics.None;
    }

    /// <summary>One step of a name's hash.</summary>
    public static int Hash(int hash, char c) => unchecked(((hash << 5) + hash) ^ c);

    /// <summary>The names of a compilation. Equal names are one object, so that what was found in an unchanged file is found by it again.</summary>
    public static CodeNames Of(Dictionary<string, CodeTopics> names, CodeTopics marks, Compilation compilation, CancellationToken cancellationToken)
    {
        AddAliases(names, compilation, cancellationToken);
        CodeNames? last = Volatile.Read(ref s_last);
        if (last is not null && last.Marks == marks && last.Count == names.Count && names.All(name => last.Of(name.Key) == name.Value))
        {
            return last;
        }

        var made = new CodeNames(names, marks);
        Volatile.Write(ref s_last, made);
        return made;
    }

    private static void AddAliases(Dictionary<string, CodeTopics> names, Compilation compilation, CancellationToken cancellationToken)
    {
        var aliases = new List<CodeAlias>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            aliases.AddRange(CodeAlias.In(tree, cancellationToken));
        }

        // An alias in a namespace may be of another one outside of it.
        for (bool more = aliases.Count > 0; more;)
        {
            more = false;
            foreach (CodeAlias alias in aliases)
            {
                CodeTopics meant = alias.Targets.Aggregate(CodeTopics.None, (all, target) => all | (names.TryGetValue(target, out CodeTopics topics) ? topics : CodeTopics.None));
                _ = names.TryGetValue(alias.Name, out CodeTopics known);
                if ((known | meant) != known)
                {
                    names[alias.Name] = known | meant;
                    more = true;
                }
            }
        }
    }

    private static int Hash(string name)
    {
        int hash = 0;
        foreach (char c in name)
        {
            hash = Hash(hash, c);
        }

        return hash;
    }

    private static bool IsAt(string name, char[] text, int start)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (text[start + i] != name[i])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Entry(string Name, CodeTopics Topics, Entry? Next);
}
