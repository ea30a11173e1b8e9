using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Helix.Configuration;

/// <summary>
/// Hashes configuration keys without regard to case, eight characters at a step. Keys that are equal by
/// <see cref="StringComparison.OrdinalIgnoreCase"/> have one hash.
/// </summary>
internal static class KeyHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const ulong OtherMultiplier = 0xC2B2AE3D27D4EB4F;

    // Folds ASCII letters; that other characters fall together costs a comparison, not an answer.
    private const ulong Fold = 0x0020_0020_0020_0020;
    private const ulong NotAscii = 0xFF80_FF80_FF80_FF80;

    public static uint Of(string key)
    {
        if (key.Length < 8)
        {
            return OfShort(key);
        }

        // No span of bytes and no slices: a start runs this before it is optimized, and then each of them is a call.
        ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference<char>(key));
        int length = key.Length * 2;
        ulong hash = (uint)key.Length;
        ulong seen = 0;
        for (int at = 0; at < length; at += 16)
        {
            // The last eight characters, some of them for the second time.
            ref byte from = ref Unsafe.Add(ref start, at > length - 16 ? length - 16 : at);
            ulong first = Unsafe.ReadUnaligned<ulong>(ref from);
            ulong second = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, 8));
            seen |= first | second;
            hash = ((hash ^ (first | Fold)) * Multiplier) + ((second | Fold) * OtherMultiplier);
            hash ^= hash >> 29;
        }

        return (seen & NotAscii) == 0 ? (uint)((hash * Multiplier) >> 32) : OfOther(key);
    }

    private static uint OfShort(string key)
    {
        ulong hash = (uint)key.Length;
        ulong seen = 0;
        foreach (char c in key)
        {
            seen |= c;
            hash = ((hash ^ (c | Fold)) * Multiplier) + OtherMultiplier;
            hash ^= hash >> 29;
        }

        return (seen & NotAscii) == 0 ? (uint)((hash * Multiplier) >> 32) : OfOther(key);
    }

    // A character beyond ASCII equals none within, so both of two equal keys come this way.
    private static uint OfOther(string key) => (uint)string.GetHashCode(key, StringComparison.OrdinalIgnoreCase);
}
