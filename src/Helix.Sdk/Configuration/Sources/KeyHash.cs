using System.Buffers.Binary;
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

    // Keys come from configuration, not from requests; still no two processes share their collisions.
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    public static uint Of(ReadOnlySpan<char> key)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(key);
        ulong hash = s_seed ^ (uint)key.Length;
        ulong seen = 0;
        if (bytes.Length >= 16)
        {
            int at = 0;
            for (; at <= bytes.Length - 16; at += 16)
            {
                Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at + 8)..]), ref hash, ref seen);
            }

            if (at < bytes.Length)
            {
                // The last eight characters, some of them for the second time.
                Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes[^16..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]), ref hash, ref seen);
            }
        }
        else
        {
            foreach (char c in key)
            {
                Mix(c, 0, ref hash, ref seen);
            }
        }

        // A character beyond ASCII equals none within, so both of two equal keys come this way.
        return (seen & NotAscii) == 0 ? (uint)((hash * Multiplier) >> 32) : (uint)string.GetHashCode(key, StringComparison.OrdinalIgnoreCase);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ulong first, ulong second, ref ulong hash, ref ulong seen)
    {
        seen |= first | second;
        hash = ((hash ^ (first | Fold)) * Multiplier) + ((second | Fold) * OtherMultiplier);
        hash ^= hash >> 29;
    }
}
