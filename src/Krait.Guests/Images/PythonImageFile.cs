using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Guests.Errors;
using Krait.Runtime;
using Krait.Runtime.Persisting;
using Krait.Wasi;

namespace Krait.Guests;

// A saved image is a saved snapshot with more behind it, all numbers little-endian, strings as BinaryWriter writes them:
//
//   snapshot   as Snapshot.SaveFile lays it out, to be mapped
//   facts      interpreter: u32, root: i32, mask: i32, fresh: bool, current directory: string
//              functions of the host: i32, members of modules: i32, each with name: string and number: i32
//              sources: i32, each with file name: string, text: string, code objects: i32, each i32
//              whether there are files: bool, and if so a FileArchive
//   footer     length of the facts: u32, Checksum of the facts: u32, version: u32, 0: u32, "KRAITPYI"

/// <summary>Reads and writes what a saved image holds beside its snapshot.</summary>
internal static class PythonImageFile
{
    public const uint Version = 4;

    private const int FooterBytes = 24;

    private static ReadOnlySpan<byte> Magic => "KRAITPYI"u8;

    public static byte[] Encode(PythonImageFacts facts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write((uint)facts.Interpreter);
        writer.Write(facts.Root);
        writer.Write(facts.Host.FileModeMask);
        writer.Write(facts.IsFresh);
        writer.Write(facts.Host.CurrentDirectory);
        WriteFunctions(writer, facts.Functions);
        WriteSources(writer, facts.Host.Sources);
        writer.Write(facts.Host.Files is not null);
        if (facts.Host.Files is { } files)
            FileArchive.Write(writer, files);
        writer.Flush();
        Span<byte> footer = stackalloc byte[FooterBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, (uint)stream.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[4..], ChecksumOf(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[12..], 0);
        Magic.CopyTo(footer[16..]);
        writer.Write(footer);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="SnapshotException">The file is no image, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PythonImageFacts Read(string path)
    {
        byte[] bytes = ReadFacts(path);
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            uint interpreter = reader.ReadUInt32();
            if (interpreter > (uint)PythonInterpreter.MicroPython)
                throw new SnapshotException($"it is of interpreter {interpreter}, which there is not");
            int root = reader.ReadInt32();
            int mask = reader.ReadInt32();
            bool isFresh = reader.ReadBoolean();
            string directory = PathSpace.Clean("/", reader.ReadString());
            HostFunctionImage functions = ReadFunctions(reader);
            ImmutableArray<ExecutedSource> sources = ReadSources(reader);
            MemoryFileSystem? files = reader.ReadBoolean() ? FileArchive.Read(reader) : null;
            return new PythonImageFacts((PythonInterpreter)interpreter, root, isFresh, new HostImage(files, directory, mask, sources), functions);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or IOException or ArgumentException)
        {
            throw new SnapshotException("what it holds beside memory is damaged");
        }
    }

    private static byte[] ReadFacts(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Span<byte> footer = stackalloc byte[FooterBytes];
        ReadFromEnd(stream, FooterBytes, footer);
        if (!footer.EndsWith(Magic))
            throw new SnapshotException("it does not end as an image of an interpreter does");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(footer[8..]);
        if (version != Version)
            throw new SnapshotException($"its version is {version}, this is for version {Version}");
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(footer);
        if (length > Array.MaxLength || length > stream.Length - FooterBytes)
            throw new SnapshotException($"its end says that {length} bytes stand before it");
        byte[] bytes = new byte[length];
        ReadFromEnd(stream, FooterBytes + (long)length, bytes);
        return ChecksumOf(bytes) == BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]) ? bytes : throw new SnapshotException("its end does not match its checksum");
    }

    private static void WriteFunctions(BinaryWriter writer, HostFunctionImage functions)
    {
        writer.Write(functions.Functions.Length);
        writer.Write(functions.Members.Count);
        foreach (KeyValuePair<string, int> member in functions.Members)
        {
            writer.Write(member.Key);
            writer.Write(member.Value);
        }
    }

    // Their places, empty: what stands there is the host's to say.
    private static HostFunctionImage ReadFunctions(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count is < 0 or > PythonSandbox.MaximumHostFunctions)
            throw new SnapshotException("its functions of the host are damaged");
        ImmutableDictionary<string, int>.Builder members = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string name = reader.ReadString();
            int number = reader.ReadInt32();
            if (number < 0 || number >= count || !members.TryAdd(name, number))
                throw new SnapshotException("its functions of the host are damaged");
        }

        return new HostFunctionImage([.. new HostFunction?[count]], members.ToImmutable());
    }

    private static void WriteSources(BinaryWriter writer, ImmutableArray<ExecutedSource> sources)
    {
        writer.Write(sources.Length);
        foreach (ExecutedSource source in sources)
        {
            writer.Write(source.FileName);
            writer.Write(source.Source);
            writer.Write(source.Codes.Length);
            foreach (int code in source.Codes)
                writer.Write(code);
        }
    }

    private static ImmutableArray<ExecutedSource> ReadSources(BinaryReader reader)
    {
        ImmutableArray<ExecutedSource>.Builder sources = ImmutableArray.CreateBuilder<ExecutedSource>();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string fileName = reader.ReadString();
            string source = reader.ReadString();
            ImmutableArray<int>.Builder codes = ImmutableArray.CreateBuilder<int>();
            for (int count = reader.ReadInt32(); count > 0; count--)
                codes.Add(reader.ReadInt32());
            sources.Add(new ExecutedSource(fileName, source, codes.ToImmutable()));
        }

        return sources.ToImmutable();
    }

    private static void ReadFromEnd(FileStream stream, long distance, Span<byte> destination)
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
/// <param name="Host">Files and settings.</param>
/// <param name="Functions">The places of functions of the host.</param>
internal sealed record PythonImageFacts(PythonInterpreter Interpreter, int Root, bool IsFresh, HostImage Host, HostFunctionImage Functions);
