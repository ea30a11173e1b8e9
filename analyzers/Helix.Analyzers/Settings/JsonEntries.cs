using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers;

/// <summary>
/// Reads the values of a JSON file with their places. It takes what the framework's own reader of settings takes, comments and trailing
/// commas included. The compiler has no JSON reader that an analyzer could rely on.
/// </summary>
internal sealed class JsonEntries
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private readonly List<JsonEntry> _entries = [];
    private int _at;

    private JsonEntries(string text) => _text = text;

    /// <summary>The values in the order of the file; those before the first mistake where the file is malformed, which its user learns at the start.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<JsonEntry> Read(string text, CancellationToken cancellationToken)
    {
        var reader = new JsonEntries(text);
        reader.SkipBlank();
        _ = reader.TryValue("", default, 0, cancellationToken);
        return reader._entries;
    }

    private bool TryValue(string path, TextSpan name, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at >= _text.Length || depth > MaxDepth)
        {
            return false;
        }

        int start = _at;
        switch (_text[_at])
        {
            case '{':
            case '[':
                bool isObject = _text[_at] == '{';
                int place = _entries.Count;
                _at++;
                bool whole = isObject ? TryMembers(path, depth, cancellationToken) : TryItems(path, depth, cancellationToken);
                if (path.Length > 0)
                {
                    var span = TextSpan.FromBounds(start, _at);
                    _entries.Insert(place, new(path, name.IsEmpty ? span : name, span, isObject ? JsonShape.Object : JsonShape.Array, null));
                }

                return whole;
            case '"':
                return TryString(out string text) && Add(path, name, start, JsonShape.Scalar, text);
            default:
                while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '-' or '+' or '.'))
                {
                    _at++;
                }

                string word = _text.Substring(start, _at - start);
                return word.Length > 0 && Add(path, name, start, word == "null" ? JsonShape.Null : JsonShape.Scalar, word == "null" ? null : word);
        }
    }

    private bool Add(string path, TextSpan name, int start, JsonShape shape, string? text)
    {
        var span = TextSpan.FromBounds(start, _at);
        _entries.Add(new(path, name.IsEmpty ? span : name, span, shape, text));
        return true;
    }

    private bool TryMembers(string path, int depth, CancellationToken cancellationToken)
    {
        while (true)
        {
            SkipBlank();
            if (TryTake('}'))
            {
                return true;
            }

            int start = _at;
            if (!TryString(out string name))
            {
                return false;
            }

            var span = TextSpan.FromBounds(start, _at);
            SkipBlank();
            if (!TryTake(':'))
            {
                return false;
            }

            SkipBlank();
            if (!TryValue(path.Length == 0 ? name : $"{path}:{name}", span, depth + 1, cancellationToken))
            {
                return false;
            }

            SkipBlank();
            if (!TryTake(','))
            {
                return TryTake('}');
            }
        }
    }

    private bool TryItems(string path, int depth, CancellationToken cancellationToken)
    {
        for (int index = 0; ; index++)
        {
            SkipBlank();
            if (TryTake(']'))
            {
                return true;
            }

            if (!TryValue($"{path}:{index.ToString(CultureInfo.InvariantCulture)}", default, depth + 1, cancellationToken))
            {
                return false;
            }

            SkipBlank();
            if (!TryTake(','))
            {
                return TryTake(']');
            }
        }
    }

    private bool TryString(out string value)
    {
        value = "";
        if (!TryTake('"'))
        {
            return false;
        }

        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            switch (c)
            {
                case '"':
                    value = text.ToString();
                    return true;
                case '\n':
                    return false;
                case '\\' when _at < _text.Length:
                    if (!TryEscape(text))
                    {
                        return false;
                    }

                    break;
                default:
                    _ = text.Append(c);
                    break;
            }
        }

        return false;
    }

    private bool TryEscape(StringBuilder text)
    {
        char c = _text[_at++];
        if (c == 'u')
        {
            if (_at + 4 > _text.Length || !ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                return false;
            }

            _at += 4;
            _ = text.Append((char)code);
            return true;
        }

        int place = "\"\\/bfnrt".IndexOf(c);
        if (place >= 0)
        {
            _ = text.Append("\"\\/\b\f\n\r\t"[place]);
        }

        return place >= 0;
    }

    private bool TryTake(char c)
    {
        bool takes = _at < _text.Length && _text[_at] == c;
        _at += takes ? 1 : 0;
        return takes;
    }

    private void SkipBlank()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF')
            {
                _at++;
            }
            else if (string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                int end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end + 1;
            }
            else if (string.CompareOrdinal(_text, _at, "/*", 0, 2) == 0)
            {
                int end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? _text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}
