using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Runtime;
using Krait.Runtime.Persisting;

namespace Krait.Guests;

// A saved image is a saved snapshot with more behind it, all numbers little-endian:
//
//   snapshot   as Snapshot.SaveFile lays it out, to be mapped
//   facts      interpreter: u32, root: i32, mask: i32, fresh: u32, current directory in UTF-8
//   footer     length of the facts: u32, Checksum of the facts: u32, version: u32, 0: u32, "KRAITPYI"

/// <summary>Reads and writes what a saved image holds beside its snapshot.</summary>
internal static class PythonImageFile
{
    public const uint Version = 1;

    private const int FooterBytes = 24;
    private const int FixedBytes = 16;
    private const int MaximumBytes = 64 << 10;

    private static ReadOnlySpan<byte> Magic => "KRAITPYI"u8;

    public static byte[] Encode(PythonImageFacts facts)
    {
        byte[] directory = Encoding.UTF8.GetBytes(facts.CurrentDirectory);
        byte[] bytes = new byte[FixedBytes + directory.Length + FooterBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)facts.Interpreter);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), facts.Root);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), facts.FileModeMask);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), facts.IsFresh ? 1u : 0);
        directory.CopyTo(bytes, FixedBytes);
        Span<byte> footer = bytes.AsSpan(^FooterBytes);
        BinaryPrimitives.WriteInt32LittleEndian(footer, FixedBytes + directory.Length);
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
        return new PythonImageFacts(
            (PythonInterpreter)interpreter,
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)) != 0,
            PathSpace.Clean("/", Encoding.UTF8.GetString(bytes.AsSpan(FixedBytes))),
            BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)));
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
internal sealed record PythonImageFacts(PythonInterpreter Interpreter, int Root, bool IsFresh, string CurrentDirectory, int FileModeMask);
