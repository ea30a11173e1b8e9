using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Helix.Benchmarks.Calls.Stubs;

/// <summary>As much of PostgreSQL as a client needs to connect, and the number 1 for every query.</summary>
internal static class PostgreSqlStub
{
    private const int Int4 = 23;

    private static readonly byte[] s_welcome =
    [
        .. Message('R', Int(0)),
        .. Parameter("server_version", "17.0"), .. Parameter("client_encoding", "UTF8"), .. Parameter("integer_datetimes", "on"),
        .. Parameter("standard_conforming_strings", "on"), .. Parameter("TimeZone", "UTC"), .. Parameter("in_hot_standby", "off"),
        .. Parameter("default_transaction_read_only", "off"),
        .. Message('K', [.. Int(1), .. Int(1)]), .. Ready(),
    ];

    /// <summary>Version, types, fields of composite types, and values of enums, of which there are none.</summary>
    private static readonly byte[] s_types =
    [
        .. Columns(1, 0), .. Row(Encoding.ASCII.GetBytes("PostgreSQL 17.0")), .. Complete("SELECT 1"),
        .. Columns(6, 0),
        .. Row([.. "pg_catalog"u8], [.. "23"u8], [.. "int4"u8], [.. "b"u8], [.. "f"u8], [.. "0"u8]),
        .. Row([.. "pg_catalog"u8], [.. "25"u8], [.. "text"u8], [.. "b"u8], [.. "f"u8], [.. "0"u8]),
        .. Complete("SELECT 2"),
        .. Columns(3, 0), .. Complete("SELECT 0"),
        .. Columns(2, 0), .. Complete("SELECT 0"),
        .. Ready(),
    ];

    private static readonly byte[] s_reset = [.. Complete("DISCARD ALL"), .. Ready()];

    /// <summary>To Parse, Bind, Describe, Execute and Sync.</summary>
    private static readonly byte[] s_one =
        [.. Message('1', []), .. Message('2', []), .. Columns(1, 1), .. Row(Int(1)), .. Complete("SELECT 1"), .. Ready()];

    public static int Start() => LoopbackStub.Start(Serve);

    private static void Serve(Socket client)
    {
        byte[] buffer = new byte[64 * 1024];
        // The first message has no type: a length, and what is asked for.
        bool started = false;
        for (int held = 0; ;)
        {
            int read = client.Receive(buffer.AsSpan(held));
            if (read == 0)
            {
                return;
            }

            held += read;
            int used = 0;
            for (int header = started ? 1 : 0; held - used >= header + 4; header = started ? 1 : 0)
            {
                int length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(used + header)) + header;
                if (held - used < length)
                {
                    break;
                }

                ReadOnlySpan<byte> message = buffer.AsSpan(used, length);
                used += length;
                if (!started)
                {
                    // Encryption of one sort or the other is refused.
                    started = length > 8;
                    _ = client.Send(started ? s_welcome : "N"u8);
                }
                else if (message[0] == 'Q')
                {
                    _ = client.Send(message.IndexOf("pg_type"u8) > 0 ? s_types : s_reset);
                }
                else if (message[0] == 'S')
                {
                    _ = client.Send(s_one);
                }
            }

            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }
    }

    private static byte[] Message(char type, byte[] content) => [(byte)type, .. Int(content.Length + 4), .. content];

    private static byte[] Parameter(string name, string value) => Message('S', [.. Text(name), .. Text(value)]);

    private static byte[] Ready() => Message('Z', [(byte)'I']);

    private static byte[] Complete(string tag) => Message('C', Text(tag));

    /// <summary>So many columns of type int4, in text (0) or binary (1).</summary>
    private static byte[] Columns(short count, short format) => Message(
        'T', [.. Short(count), .. Enumerable.Repeat<byte[]>([.. Text("n"), .. Int(0), .. Short(0), .. Int(Int4), .. Short(4), .. Int(-1), .. Short(format)], count).SelectMany(static column => column)]);

    private static byte[] Row(params byte[][] values) =>
        Message('D', [.. Short((short)values.Length), .. values.SelectMany(static value => Int(value.Length).Concat(value))]);

    private static byte[] Text(string text) => [.. Encoding.ASCII.GetBytes(text), 0];

    private static byte[] Int(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Short(short number)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, number);
        return bytes;
    }
}
