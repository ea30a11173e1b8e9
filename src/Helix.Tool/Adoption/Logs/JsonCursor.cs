using System.Buffers;
using System.Text.Json;

namespace Helix.Tool.Adoption.Logs;

/// <summary>
/// Goes through the JSON of a stream token by token. It holds one buffer, whatever the length of the stream: a compiler's log is mostly
/// descriptions of rules, which nobody here looks at.
/// </summary>
internal ref struct JsonCursor
{
    /// <summary>No text that a log of ours needs is longer. What is longer is no such log.</summary>
    private const int LongestToken = 16 << 20;

    private readonly Stream _stream;
    private byte[] _buffer;
    private int _filled;
    private bool _isEnd;
    private Utf8JsonReader _reader;

    public JsonCursor(Stream stream)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(128 << 10);
        _filled = stream.ReadAtLeast(_buffer, 3, throwOnEndOfStream: false);
        if (_buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8))
        {
            _filled -= 3;
            _buffer.AsSpan(3, _filled).CopyTo(_buffer);
        }

        IsUtf16 = _filled >= 2 && _buffer.AsSpan(0, 2) is [0xFF, 0xFE] or [0xFE, 0xFF] or [(byte)'{', 0] or [0, (byte)'{'];
        _reader = new(_buffer.AsSpan(0, _filled), isFinalBlock: false, default);
    }

    /// <summary>Whether the text begins as UTF-16, which tells why it is no JSON.</summary>
    public bool IsUtf16 { get; }

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>Whether everything has been read: an error here says that the end is missing.</summary>
    public readonly bool IsAtEnd => _isEnd;

    public readonly bool Is(ReadOnlySpan<byte> name) => _reader.ValueTextEquals(name);

    public readonly bool StartsWith(ReadOnlySpan<byte> prefix) => _reader.ValueSpan.StartsWith(prefix);

    /// <summary>The text here, in one line: whoever wrote a log does not steer the terminal that shows it.</summary>
    public readonly string? Text()
    {
        if (_reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return null;
        }

        string text = _reader.GetString()!;
        return text.Any(char.IsControl) ? string.Create(text.Length, text, static (line, text) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                line[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        }) : text;
    }

    /// <summary>Goes to the next token.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="JsonException">The text is no JSON, or its end is missing.</exception>
    public bool Read()
    {
        while (!_reader.Read())
        {
            if (_isEnd)
            {
                return false;
            }

            Refill();
        }

        return true;
    }

    /// <summary>Goes to the last token of the value that begins here, or of the value of the property named here.</summary>
    public void Skip()
    {
        if (Token == JsonTokenType.PropertyName)
        {
            _ = Read();
        }

        if (Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            int depth = _reader.CurrentDepth;
            while (Read() && _reader.CurrentDepth > depth)
            {
            }
        }
    }

    /// <summary>Goes to the next property of an object whose start, or a value of which, is here.</summary>
    /// <returns>False at the object's end.</returns>
    public bool NextProperty() => Read() && Token == JsonTokenType.PropertyName;

    /// <summary>Goes to the start of an object: the value of the property named here.</summary>
    /// <returns>False where the value is something else, which is then skipped.</returns>
    public bool EnterObject() => Enter(JsonTokenType.StartObject);

    /// <summary>Goes to the start of an array: the value of the property named here.</summary>
    /// <returns>False where the value is something else, which is then skipped.</returns>
    public bool EnterArray() => Enter(JsonTokenType.StartArray);

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private bool Enter(JsonTokenType start)
    {
        _ = Read();
        if (Token == start)
        {
            return true;
        }

        Skip();
        return false;
    }

    private void Refill()
    {
        int consumed = (int)_reader.BytesConsumed;
        int left = _filled - consumed;
        JsonReaderState state = _reader.CurrentState;
        if (left == _buffer.Length)
        {
            if (left >= LongestToken)
            {
                throw new JsonException("a single text in it has more than 16 MiB");
            }

            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(consumed, left).CopyTo(_buffer);
        }

        int read = _stream.Read(_buffer, left, _buffer.Length - left);
        _isEnd = read == 0;
        _filled = left + read;
        _reader = new(_buffer.AsSpan(0, _filled), _isEnd, state);
    }
}
