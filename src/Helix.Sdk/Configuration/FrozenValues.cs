using System.Buffers;

namespace Helix.Configuration;

/// <summary>
/// What the first reading found for the keys that only a restart takes over, in the order that generated code asks for them. It is the
/// same at every reading, as what it depends on is itself among these values.
/// </summary>
internal sealed class FrozenValues
{
    /// <summary>Whether values are taken down, and not yet given again.</summary>
    public bool IsOpen = true;

    /// <summary>The number of values.</summary>
    public int Count;

    private string?[] _values = [];
    private int _next;

    public void Add(string? value)
    {
        if (Count == _values.Length)
        {
            string?[] larger = ArrayPool<string?>.Shared.Rent(Math.Max(256, Count * 2));
            Array.Copy(_values, larger, Count);
            if (_values.Length > 0)
            {
                Return(_values);
            }

            _values = larger;
        }

        _values[Count++] = value;
    }

    /// <summary>Begins to take down anew, after a reading that was not valid.</summary>
    public void Clear()
    {
        Array.Clear(_values, 0, Count);
        Count = 0;
    }

    /// <summary>Ends taking down: what is kept is as large as it must be.</summary>
    public void Close()
    {
        string?[] kept = _values.AsSpan(0, Count).ToArray();
        if (_values.Length > 0)
        {
            Array.Clear(_values, 0, Count);
            ArrayPool<string?>.Shared.Return(_values);
        }

        _values = kept;
        IsOpen = false;
    }

    /// <summary>Begins to give the values again, from the first one of a product.</summary>
    public void Seek(int start) => _next = start;

    /// <summary>The next value.</summary>
    public string? Next() => _values[_next++];

    private void Return(string?[] rented)
    {
        Array.Clear(rented, 0, Count);
        ArrayPool<string?>.Shared.Return(rented);
    }
}
