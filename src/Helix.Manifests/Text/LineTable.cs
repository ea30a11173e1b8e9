namespace Helix.Manifests;

/// <summary>The starts of a text's lines, to turn lines and columns into offsets. Lines break where YAML and Roslyn both break them.</summary>
internal sealed class LineTable
{
    private readonly List<int> _starts = [0];
    private readonly int _length;

    public LineTable(string text)
    {
        _length = text.Length;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }
            else if (c is not ('\r' or '\n' or '\u0085' or '\u2028' or '\u2029'))
            {
                continue;
            }

            _starts.Add(i + 1);
        }
    }

    public int Count => _starts.Count;

    public int Start(int line) => line < _starts.Count ? _starts[line] : _length;

    /// <summary>The span between two zero-based positions, cut to the text.</summary>
    public SourceSpan Span(int startLine, int startColumn, int endLine, int endColumn)
    {
        int start = Offset(startLine, startColumn);
        int end = Math.Max(start, Offset(endLine, endColumn));
        return Span(start, end);
    }

    /// <summary>The span between two offsets.</summary>
    public SourceSpan Span(int start, int end)
    {
        (int startLine, int startColumn) = Position(start);
        (int endLine, int endColumn) = Position(end);
        return new(start, end - start, startLine, startColumn, endLine, endColumn);
    }

    private int Offset(int line, int column) =>
        Math.Min(_length, Math.Min(Start(Math.Min(line, _starts.Count)) + column, Start(line + 1)));

    private (int Line, int Column) Position(int offset)
    {
        int index = _starts.BinarySearch(offset);
        int line = index >= 0 ? index : ~index - 1;
        return (line, offset - _starts[line]);
    }
}
