using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Helix.Manifests;

/// <summary>
/// Builds nodes from YAML parser events, in bounded time and memory whatever the file holds. A line that the parser cannot read is
/// reported, blanked and the file read again, so that one bad token hides neither the rest of the file nor its other problems.
/// </summary>
internal sealed class ManifestTreeReader
{
    /// <summary>The longest file that is read, in characters. The longest real manifest is two orders of magnitude smaller.</summary>
    internal const int MaxLength = 1_000_000;

    internal const int MaxDepth = 100;
    internal const int MaxNodes = 100_000;
    private const int MaxAttempts = 6;

    private readonly string _path;
    private readonly LineTable _lines;
    private readonly int _shift;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ManifestProblem> _syntax = [];
    private List<ManifestProblem> _found = [];
    private int _nodes;

    private ManifestTreeReader(string path, LineTable lines, int shift, CancellationToken cancellationToken)
    {
        _path = path;
        _lines = lines;
        _shift = shift;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads a file; adds what is wrong to <paramref name="problems"/>.</summary>
    public static ManifestTree Read(string path, string text, List<ManifestProblem> problems, CancellationToken cancellationToken)
    {
        if (text.Length > MaxLength)
        {
            problems.Add(new(
                ManifestRules.Syntax,
                path,
                default,
                string.Format(
                    CultureInfo.InvariantCulture,
                    "The file has {0:0.0} million characters; a manifest has at most {1} million. Is this the right file?",
                    text.Length / 1e6,
                    MaxLength / 1_000_000)));
            return new(null, IsBroken: true);
        }

        // A byte order mark is no part of the text; columns of the first line count it.
        int shift = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        var reader = new ManifestTreeReader(path, new LineTable(text), shift, cancellationToken);
        ManifestTree tree = reader.ReadWithRecovery(text.Substring(shift));
        problems.AddRange(reader._syntax);
        problems.AddRange(reader._found);
        return tree;
    }

    private ManifestTree ReadWithRecovery(string text)
    {
        // JSON may be indented with tabs, YAML may not; a tab inside of a JSON string is invalid in any case.
        char[] source = (_path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? text.Replace('\t', ' ') : text).ToCharArray();
        MappingNode? best = null;
        for (int attempt = 0; ; attempt++)
        {
            _found = [];
            _nodes = 0;
            MappingNode? root = null;
            try
            {
                root = ReadOnce(new string(source), ref best);
                return new(root, IsBroken: _syntax.Count > 0 || _stopped);
            }
            catch (YamlException exception)
            {
                int line = Report(exception, source);
                if (attempt + 1 >= MaxAttempts || !Blank(source, line))
                {
                    return new(best, IsBroken: true);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The parser has failed on input that it should have refused; say so at the top rather than stop the compiler.
                _syntax.Add(new(ManifestRules.Syntax, _path, default, "The YAML parser failed on this file: " + exception.Message));
                return new(best, IsBroken: true);
            }
        }
    }

    private bool _stopped;

    private MappingNode? ReadOnce(string text, ref MappingNode? best)
    {
        var parser = new Parser(new StringReader(text));
        var open = new Stack<(ManifestNode Node, MappingEntry? Entry)>();
        MappingNode? root = null;
        bool hasDocument = false;
        _stopped = false;
        while (parser.MoveNext())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            switch (parser.Current)
            {
                case DocumentStart start:
                    if (hasDocument)
                    {
                        Add(Span(start.Start, start.End), "A manifest is one YAML document; give each product or kind a file of its own");
                        return root;
                    }

                    hasDocument = true;
                    break;

                case AnchorAlias alias:
                    Add(Span(alias.Start, alias.End), $"'*{alias.Value}' is an alias; manifests have no anchors and aliases: write the value out");
                    Attach(new ScalarNode("", true, Span(alias.Start, alias.End)));
                    break;

                case Scalar scalar:
                    CheckProperties(scalar);
                    Attach(new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, Span(scalar.Start, scalar.End)));
                    break;

                case SequenceStart start:
                    CheckProperties(start);
                    Open(new SequenceNode(Span(start.Start, start.End)));
                    break;

                case MappingStart start:
                    CheckProperties(start);
                    Open(new MappingNode(Span(start.Start, start.End)));
                    if (open.Count == 1 && open.Peek().Node is MappingNode top)
                    {
                        root = best = top;
                    }

                    break;

                case SequenceEnd or MappingEnd:
                    ManifestNode closed = open.Pop().Node;
                    ParsingEvent end = parser.Current;
                    closed.Span = Span(closed.Span, end.End);
                    break;
            }

            if (_stopped)
            {
                return root;
            }
        }

        return root;

        void Open(ManifestNode node)
        {
            if (open.Count >= MaxDepth)
            {
                Add(node.Span, $"Nested deeper than {MaxDepth} levels; no manifest needs that");
                _stopped = true;
                return;
            }

            if (open.Count == 0 && node is SequenceNode)
            {
                Add(node.Span, "A manifest is a mapping that starts with apiVersion, not a list");
            }

            Attach(node);
            open.Push((node, null));
        }

        void Attach(ManifestNode node)
        {
            if (++_nodes > MaxNodes)
            {
                Add(node.Span, $"More than {MaxNodes:N0} values; no manifest needs that");
                _stopped = true;
                return;
            }

            if (open.Count == 0)
            {
                if (node is ScalarNode { IsNull: false })
                {
                    Add(node.Span, "A manifest is a mapping that starts with apiVersion, not a single value");
                }

                return;
            }

            (ManifestNode parent, MappingEntry? entry) = open.Pop();
            if (parent is SequenceNode sequence)
            {
                sequence.Items.Add(node);
            }
            else if (entry is null)
            {
                entry = new MappingEntry(NameOf(node));
                if (!((MappingNode)parent).TryAdd(entry))
                {
                    Add(entry.Name.Span, $"'{entry.Name.Text}' is given twice; the first one counts");
                }
            }
            else
            {
                entry.Value = node;
                entry = null;
            }

            open.Push((parent, entry));
        }
    }

    private ScalarNode NameOf(ManifestNode node)
    {
        if (node is ScalarNode scalar)
        {
            return scalar;
        }

        Add(node.Span, $"The name of a property is a single value, not {node.Noun}");
        return new ScalarNode("", false, node.Span);
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            Add(Span(node.Start, node.End), $"'&{node.Anchor.Value}' is an anchor; manifests have no anchors and aliases: write the value out");
        }

        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
        {
            Add(Span(node.Start, node.End), $"'{node.Tag.Value}' is a tag; manifests have none: the type follows from the property");
        }
    }

    /// <summary>Reports a parser's complaint and returns the line, zero-based, to go on without.</summary>
    private int Report(YamlException exception, char[] source)
    {
        int line = Math.Max(0, (int)exception.Start.Line - 1);
        SourceSpan span = Span(exception.Start, exception.End);
        string message = exception.InnerException?.Message ?? exception.Message;
        int tab = IndentingTab(source, line);
        // The parser complains at the start of what the tab is in, which may be the first line.
        for (int next = line + 1; tab < 0 && next < _lines.Count && message.IndexOf(" tab ", StringComparison.Ordinal) >= 0; next++)
        {
            tab = IndentingTab(source, next);
            line = tab >= 0 ? next : line;
        }

        if (tab >= 0)
        {
            span = _lines.Span(tab + _shift, tab + _shift + 1);
            _syntax.Add(new(ManifestRules.Syntax, _path, span, "A tab indents this line; YAML is indented with spaces"));
        }
        else
        {
            _syntax.Add(new(ManifestRules.Syntax, _path, span, Sentence(message)));
        }

        return line;
    }

    /// <summary>Where a tab is in the indentation of a line; -1 where none is.</summary>
    private int IndentingTab(char[] source, int line)
    {
        int start = Math.Max(0, _lines.Start(line) - _shift);
        int indent = start;
        while (indent < source.Length && source[indent] is ' ' or '\t')
        {
            indent++;
        }

        return Array.IndexOf(source, '\t', start, indent - start);
    }

    private bool Blank(char[] source, int line)
    {
        int start = Math.Max(0, _lines.Start(line) - _shift);
        int end = Math.Min(source.Length, _lines.Start(line + 1) - _shift);
        bool changed = false;
        for (int i = start; i < end; i++)
        {
            if (source[i] is not (' ' or '\r' or '\n' or '\u0085' or '\u2028' or '\u2029'))
            {
                source[i] = ' ';
                changed = true;
            }
        }

        return changed;
    }

    private static string Sentence(string message)
    {
        string text = message.Trim().TrimEnd('.');
        return text.Length == 0 ? "Not readable as YAML" : "Not readable as YAML: " + char.ToLowerInvariant(text[0]) + text.Substring(1);
    }

    private void Add(SourceSpan span, string message)
    {
        // A file that is wrong in every line says nothing more with its thousandth problem.
        if (_found.Count < 100)
        {
            _found.Add(new(ManifestRules.Syntax, _path, span, message));
        }
    }

    private SourceSpan Span(SourceSpan start, Mark end) =>
        _lines.Span(start.StartLine, start.StartColumn, Line(end), Column(end));

    private SourceSpan Span(Mark start, Mark end) => _lines.Span(Line(start), Column(start), Line(end), Column(end));

    private static int Line(Mark mark) => Math.Max(0, (int)mark.Line - 1);

    private int Column(Mark mark) => Math.Max(0, (int)mark.Column - 1) + (mark.Line <= 1 ? _shift : 0);
}
