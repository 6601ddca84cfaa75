using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Runtime;
using Krait.Runtime.Persisting;

namespace Krait.Guests;

// A saved image is a saved snapshot with more behind it, all numbers little-endian:
//
//   snapshot   as Snapshot.SaveFile lays it out, to be mapped
//   facts      interpreter: u32, root: i32, mask: i32, fresh: u32, then in UTF-8, NUL between
//              them: current directory, number of functions of the host, and of those in modules name and number by turns
//   footer     length of the facts: u32, Checksum of the facts: u32, version: u32, 0: u32, "KRAITPYI"

/// <summary>Reads and writes what a saved image holds beside its snapshot.</summary>
internal static class PythonImageFile
{
    public const uint Version = 3;

    private const int FooterBytes = 24;
    private const int FixedBytes = 16;
    private const int MaximumBytes = 4 << 20;

    private static ReadOnlySpan<byte> Magic => "KRAITPYI"u8;

    public static byte[] Encode(PythonImageFacts facts)
    {
        byte[] texts = Encoding.UTF8.GetBytes(string.Join('\0', (IEnumerable<string>)[facts.CurrentDirectory, Text(facts.Functions.Functions.Length), .. Members(facts.Functions)]));
        if (texts.Length > MaximumBytes - FixedBytes)
            throw new InvalidOperationException($"the names of the host's functions take {texts.Length} bytes, more than an image's file has room for");
        byte[] bytes = new byte[FixedBytes + texts.Length + FooterBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)facts.Interpreter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), facts.Root);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), facts.FileModeMask);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), facts.IsFresh ? 1u : 0);
        texts.CopyTo(bytes, FixedBytes);
        Span<byte> footer = bytes.AsSpan(^FooterBytes);
        BinaryPrimitives.WriteInt32LittleEndian(footer, FixedBytes + texts.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[4..], ChecksumOf(bytes.AsSpan(..^FooterBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[8..], Version);
        Magic.CopyTo(footer[16..]);
        return bytes;
    }

    /// <exception cref="SnapshotException">The file is no image, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PythonImageFacts Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Span<byte> footer = stackalloc byte[FooterBytes];
        ReadFromEnd(stream, FooterBytes, footer);
        if (!footer.EndsWith(Magic))
            throw new SnapshotException("it does not end as an image of an interpreter does");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(footer[8..]);
        if (version != Version)
            throw new SnapshotException($"its version is {version}, this is for version {Version}");
        int length = BinaryPrimitives.ReadInt32LittleEndian(footer);
        if (length is < FixedBytes or > MaximumBytes)
            throw new SnapshotException($"its end says that {length} bytes stand before it");
        byte[] bytes = new byte[length];
        ReadFromEnd(stream, FooterBytes + length, bytes);
        if (ChecksumOf(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]))
            throw new SnapshotException("its end does not match its checksum");
        uint interpreter = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (interpreter > (uint)PythonInterpreter.MicroPython)
            throw new SnapshotException($"it is of interpreter {interpreter}, which there is not");
        string[] texts = Encoding.UTF8.GetString(bytes.AsSpan(FixedBytes)).Split('\0');
        return new PythonImageFacts(
            (PythonInterpreter)interpreter,
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)) != 0,
            PathSpace.Clean("/", texts[0]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)),
            ReadFunctions(texts.AsSpan(1)));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Members(HostFunctionImage functions)
    {
        foreach (KeyValuePair<string, int> member in functions.Members)
        {
            yield return member.Key;
            yield return Text(member.Value);
        }
    }

    // Their places, empty: what stands there is the host's to say.
    private static HostFunctionImage ReadFunctions(ReadOnlySpan<string> texts)
    {
        if (texts.Length % 2 == 0 || !int.TryParse(texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > HostFunctionTable.MaximumFunctions)
            throw new SnapshotException("its functions of the host are damaged");
        ImmutableDictionary<string, int>.Builder members = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (int i = 1; i < texts.Length; i += 2)
        {
            if (!int.TryParse(texts[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number >= count || !members.TryAdd(texts[i], number))
                throw new SnapshotException("its functions of the host are damaged");
        }

        return new HostFunctionImage([.. new HostFunction?[count]], members.ToImmutable());
    }

    private static void ReadFromEnd(FileStream stream, int distance, Span<byte> destination)
    {
        if (stream.Length < distance)
            throw new SnapshotException("it is shorter than an image of an interpreter");
        stream.Position = stream.Length - distance;
        stream.ReadExactly(destination);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        Checksum checksum = default;
        checksum.Add(bytes);
        return checksum.Value;
    }
}

/// <summary>What an image holds beside memory.</summary>
/// <param name="Interpreter">Which Python it is of.</param>
/// <param name="Root">See <see cref="IPythonGuest.Root"/>.</param>
/// <param name="IsFresh">Whether nothing has run in it since it started.</param>
/// <param name="CurrentDirectory">Absolute and clean.</param>
/// <param name="FileModeMask">What <c>umask</c> answers.</param>
/// <param name="Functions">The places of functions of the host.</param>
internal sealed record PythonImageFacts(PythonInterpreter Interpreter, int Root, bool IsFresh, string CurrentDirectory, int FileModeMask, HostFunctionImage Functions);
