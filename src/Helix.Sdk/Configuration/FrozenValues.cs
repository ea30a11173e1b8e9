namespace Helix.Configuration;

/// <summary>
/// What the first reading found for the keys that only a restart takes over, in the order that generated code asks for them. It is the
/// same at every reading, as what it depends on is itself among these values.
/// </summary>
internal sealed class FrozenValues
{
    private const int MostSpare = 1 << 14;

    // One array for the next; a pool of arrays is more types to load at a start.
    private static string?[]? s_spare;

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
            Grow();
        }

        _values[Count++] = value;
    }

    private void Grow()
    {
        string?[]? spare = Count == 0 ? Interlocked.Exchange(ref s_spare, null) : null;
        string?[] larger = spare ?? new string?[Math.Max(256, Count * 2)];
        Array.Copy(_values, larger, Count);
        GiveBack();
        _values = larger;
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
        string?[] kept = new string?[Count];
        Array.Copy(_values, kept, Count);
        GiveBack();
        _values = kept;
        IsOpen = false;
    }

    /// <summary>Begins to give the values again, from the first one of a product.</summary>
    public void Seek(int start) => _next = start;

    /// <summary>The next value.</summary>
    public string? Next() => _values[_next++];

    /// <summary>Keeps the memory for the next one that takes down. Values may be secrets: it is given back empty.</summary>
    private void GiveBack()
    {
        if (_values.Length is > 0 and <= MostSpare)
        {
            Array.Clear(_values, 0, Count);
            s_spare = _values;
        }
    }
}
