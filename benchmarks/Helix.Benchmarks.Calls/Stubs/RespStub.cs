using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Helix.Benchmarks.Calls.Stubs;

/// <summary>As much of Redis as a client needs to connect, and one value for every key.</summary>
internal static class RespStub
{
    private static readonly byte[] s_value = [.. "$5\r\nvalue\r\n"u8];
    private static readonly byte[] s_ok = [.. "+OK\r\n"u8];
    private static readonly byte[] s_unknown = [.. "-ERR unknown command\r\n"u8];
    private static readonly byte[] s_pong = [.. "+PONG\r\n"u8];
    private static readonly byte[] s_none = [.. "$-1\r\n"u8];

    public static int Start() => LoopbackStub.Start(Serve);

    private static void Serve(Socket client)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int held = 0; ;)
        {
            int read = client.Receive(buffer.AsSpan(held));
            if (read == 0)
            {
                return;
            }

            held += read;
            int used = 0;
            while (Answer(buffer.AsSpan(used, held - used), out int length) is { } answer)
            {
                used += length;
                _ = client.Send(answer);
            }

            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }
    }

    /// <summary>The answer to the first command; null where it is not all there yet.</summary>
    private static byte[]? Answer(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        ReadOnlySpan<byte> rest = bytes;
        if (!Number(ref rest, out int count))
        {
            return null;
        }

        ReadOnlySpan<byte> command = default, first = default;
        for (int i = 0; i < count; i++)
        {
            if (!Number(ref rest, out int size) || rest.Length < size + 2)
            {
                return null;
            }

            if (i == 0)
            {
                command = rest[..size];
            }
            else if (i == 1)
            {
                first = rest[..size];
            }

            rest = rest[(size + 2)..];
        }

        length = bytes.Length - rest.Length;
        return command switch
        {
            _ when command.SequenceEqual("GET"u8) => first.StartsWith("__"u8) ? s_none : s_value,
            _ when command.SequenceEqual("PING"u8) => s_pong,
            _ when command.SequenceEqual("ECHO"u8) => Bulk(first),
            _ when command.SequenceEqual("INFO"u8) => Bulk("redis_version:7.4.0\r\nredis_mode:standalone\r\nrole:master\r\n"u8),
            _ when command.SequenceEqual("SUBSCRIBE"u8) => [.. "*3\r\n$9\r\nsubscribe\r\n"u8, .. Bulk(first), .. ":1\r\n"u8],
            _ when command.SequenceEqual("AUTH"u8) || command.SequenceEqual("SELECT"u8) || command.SequenceEqual("CLIENT"u8) => s_ok,
            _ => s_unknown,
        };
    }

    private static byte[] Bulk(ReadOnlySpan<byte> text) => [.. Encoding.ASCII.GetBytes($"${text.Length}\r\n"), .. text, .. "\r\n"u8];

    /// <summary>Reads <c>*3</c> or <c>$3</c> and its end of line.</summary>
    private static bool Number(ref ReadOnlySpan<byte> bytes, out int number)
    {
        number = 0;
        int end = bytes.IndexOf("\r\n"u8);
        if (end < 0 || !Utf8Parser.TryParse(bytes[1..end], out number, out _))
        {
            return false;
        }

        bytes = bytes[(end + 2)..];
        return true;
    }
}
