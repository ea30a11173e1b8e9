using System.Buffers.Binary;
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

    public static uint Of(ReadOnlySpan<char> key)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(key);
        ulong hash = (uint)key.Length;
        ulong seen = 0;
        if (bytes.Length >= 16)
        {
            for (int at = 0; at < bytes.Length; at += 16)
            {
                // The last eight characters, some of them for the second time.
                int from = Math.Min(at, bytes.Length - 16);
                ulong first = BinaryPrimitives.ReadUInt64LittleEndian(bytes[from..]);
                ulong second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(from + 8)..]);
                seen |= first | second;
                hash = ((hash ^ (first | Fold)) * Multiplier) + ((second | Fold) * OtherMultiplier);
                hash ^= hash >> 29;
            }
        }
        else
        {
            foreach (char c in key)
            {
                seen |= c;
                hash = ((hash ^ (c | Fold)) * Multiplier) + OtherMultiplier;
                hash ^= hash >> 29;
            }
        }

        // A character beyond ASCII equals none within, so both of two equal keys come this way.
        return (seen & NotAscii) == 0 ? (uint)((hash * Multiplier) >> 32) : (uint)string.GetHashCode(key, StringComparison.OrdinalIgnoreCase);
    }
}
