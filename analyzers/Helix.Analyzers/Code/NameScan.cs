using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// Finds the names of the rules in the text of a file, before any syntax node is made for it: most files have none. What is found in
/// comments and strings is dropped when the token at the place is looked at.
/// </summary>
internal sealed class NameScan
{
    private static readonly ConditionalWeakTable<SyntaxTree, NameScan> s_cache = new();
    private static readonly string[] s_credentialWords =
    [
        "server", "host", "source", "datasource", "addr", "address", "endpoint", "accountname", "defaultendpointsprotocol", "hostname",
        "password", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature", "accesskey", "secretkey",
    ];

    private readonly CodeNames _names;

    private NameScan(CodeNames names, ImmutableArray<Place> places)
    {
        _names = names;
        Places = places;
        foreach (Place place in places)
        {
            Topics |= place.Topics;
        }
    }

    /// <summary>Where the names are, in order.</summary>
    public ImmutableArray<Place> Places { get; }

    /// <summary>All topics of the file.</summary>
    public CodeTopics Topics { get; }

    /// <summary>Reads a file, or remembers what was found as long as neither the file nor the names have changed.</summary>
    public static NameScan Of(SyntaxTree tree, CodeNames names, CancellationToken cancellationToken)
    {
        if (s_cache.TryGetValue(tree, out NameScan? known) && ReferenceEquals(known._names, names))
        {
            return known;
        }

        var made = new NameScan(names, Read(tree.GetText(cancellationToken), names));
        s_cache.Remove(tree);
        _ = s_cache.GetValue(tree, _ => made);
        return made;
    }

    private static ImmutableArray<Place> Read(SourceText source, CodeNames names)
    {
        int length = source.Length;
        char[] text = ArrayPool<char>.Shared.Rent(length + 1);
        try
        {
            source.CopyTo(0, text, 0, length);
            text[length] = '\0';
            return Read(text, length, names);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static ImmutableArray<Place> Read(char[] text, int length, CodeNames names)
    {
        ImmutableArray<Place>.Builder? places = null;
        int i = 0;
        while (i < length)
        {
            char c = text[i];
            if (IsNamePart(c))
            {
                int start = i, hash = 0;
                do
                {
                    hash = CodeNames.Hash(hash, c);
                    c = text[++i];
                }
                while (IsNamePart(c));
                CodeTopics topics = names.Of(text, start, i - start, hash);
                if (i - start > 5 && text[i - 1] == 'c' && text[i - 2] == 'n' && text[i - 3] == 'y' && text[i - 4] == 's' && text[i - 5] == 'A')
                {
                    // Extension methods may be anybody's; those that take a token have this ending.
                    topics |= names.Marks & CodeTopics.Cancellable;
                }

                if (topics == CodeTopics.ImplicitCreation && !MayOpenArguments(text, i))
                {
                    continue;
                }

                Add(start, topics);
                continue;
            }

            CodeTopics mark = c switch
            {
                '[' => names.Marks & CodeTopics.Indexer,
                '=' when IsCredentialWord(text, i) => CodeTopics.Credential,
                ':' when text[i + 1] == '/' && i + 2 < length && text[i + 2] == '/' && HasUserInfo(text, i + 3, length) => CodeTopics.Credential,
                '\\' when text[i + 1] is 'u' or 'U' => CodeTopics.Escape,
                _ => CodeTopics.None,
            };
            Add(i, mark);
            i++;
        }

        return places?.ToImmutable() ?? [];

        void Add(int position, CodeTopics topics)
        {
            if (topics != CodeTopics.None)
            {
                (places ??= ImmutableArray.CreateBuilder<Place>()).Add(new(position, topics));
            }
        }
    }

    private static bool IsNamePart(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or (>= '0' and <= '9') || (c > 127 && char.IsLetterOrDigit(c));

    /// <summary>Whether <c>(</c> follows; behind a comment it may.</summary>
    private static bool MayOpenArguments(char[] text, int i)
    {
        while (text[i] is ' ' or '\t' or '\r' or '\n')
        {
            i++;
        }

        return text[i] is '(' or '/';
    }

    private static bool IsCredentialWord(char[] text, int equals)
    {
        int end = equals;
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        int start = end;
        while (start > 0 && text[start - 1] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
        {
            start--;
        }

        int length = end - start;
        if (length < 3 || text[equals + 1] is '=' or '>')
        {
            return false;
        }

        foreach (string word in s_credentialWords)
        {
            if (word.Length == length && IsWord(word))
            {
                return true;
            }
        }

        return false;

        bool IsWord(string word)
        {
            for (int i = 0; i < length; i++)
            {
                if ((text[start + i] | ' ') != word[i])
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether an at sign follows before the address can be over.</summary>
    private static bool HasUserInfo(char[] text, int i, int length)
    {
        for (; i < length && text[i] is not ('\n' or '\r'); i++)
        {
            if (text[i] == '@')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A place in the text.</summary>
    internal readonly record struct Place(int Position, CodeTopics Topics);
}
