using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Krait.Runtime.Persisting;

// A compiled module as bytes: a .NET assembly with more behind its end, so that the runtime can map the file as it is. All
// numbers little-endian.
//
//   assembly | WebAssembly module | table of methods | key (UTF-8) | footer
//
//   footer, 104 bytes:  u64 length of each of the four | 16 bytes MVID of the assembly | 32 bytes identity of the module | u32 flags
//                       u32 Checksum of all before the footer | u32 0 | u32 Checksum of the footer before this | "KRAITC02"

/// <summary>The parts of a compiled module.</summary>
internal sealed record SerializedModule
{
    private const int FooterBytes = 104;
    private const int IdentityBytes = 32;
    private const int ChunkBytes = 1 << 20;
    private const uint MachineCodeFlag = 1;
    private const uint FuelFlag = 2;

    private SerializedModule()
    {
    }

    private static ReadOnlySpan<byte> Magic => "KRAITC02"u8;

    /// <summary>The assembly; empty when it was left in its file.</summary>
    public required ReadOnlyMemory<byte> Assembly { get; init; }

    /// <summary>The module that was compiled.</summary>
    public required ReadOnlyMemory<byte> Wasm { get; init; }

    /// <summary>See <see cref="MethodTable"/>.</summary>
    public required ReadOnlyMemory<byte> Methods { get; init; }

    /// <summary>See <see cref="CodeKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Names the one assembly that goes with the other parts.</summary>
    public required Guid AssemblyId { get; init; }

    /// <summary>See <see cref="CompiledModule.Identity"/>; kept because computing it takes milliseconds for a large module.</summary>
    public required ImmutableArray<byte> Identity { get; init; }

    /// <summary>Whether the assembly holds machine code.</summary>
    public required bool HasMachineCode { get; init; }

    /// <summary>Whether the code counts fuel.</summary>
    public required bool MetersFuel { get; init; }

    /// <summary>Looks for damage in the file, which another thread has begun with meanwhile; null where that is done.</summary>
    private Lazy<bool>? IsWhole { get; init; }

    public static SerializedModule Of(
        ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> wasm, ImmutableArray<byte> identity, ReadOnlyMemory<byte> methods, string key, bool metersFuel)
    {
        using PEReader reader = new(MemoryStreams.Over(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return new SerializedModule
        {
            Assembly = assembly,
            Wasm = wasm,
            Methods = methods,
            Key = key,
            Identity = identity,
            AssemblyId = metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
            MetersFuel = metersFuel,
            HasMachineCode = reader.PEHeaders.CorHeader is { } header && header.ManagedNativeHeaderDirectory.Size != 0,
        };
    }

    /// <summary>The same module with another assembly made of its own.</summary>
    /// <exception cref="ArgumentException">The assembly is another one.</exception>
    public SerializedModule With(ReadOnlyMemory<byte> assembly)
    {
        SerializedModule changed = Of(assembly, Wasm, Identity, Methods, Key, MetersFuel);
        return changed.AssemblyId == AssemblyId
            ? changed
            : throw new ArgumentException("the translated assembly has another identity than the one that was to be translated", nameof(assembly));
    }

    /// <summary>All parts in one.</summary>
    public byte[] Encode()
    {
        byte[] key = Encoding.UTF8.GetBytes(Key);
        int contentBytes = checked(Assembly.Length + Wasm.Length + Methods.Length + key.Length);
        byte[] bytes = new byte[contentBytes + FooterBytes];
        Assembly.CopyTo(bytes);
        Wasm.CopyTo(bytes.AsMemory(Assembly.Length));
        Methods.CopyTo(bytes.AsMemory(Assembly.Length + Wasm.Length));
        key.CopyTo(bytes, Assembly.Length + Wasm.Length + Methods.Length);
        Span<byte> footer = bytes.AsSpan(contentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(footer, Assembly.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer[8..], Wasm.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer[16..], Methods.Length);
        BinaryPrimitives.WriteInt64LittleEndian(footer[24..], key.Length);
        AssemblyId.TryWriteBytes(footer[32..]);
        Identity.CopyTo(footer[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[80..], (HasMachineCode ? MachineCodeFlag : 0) | (MetersFuel ? FuelFlag : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[84..], ChecksumOf(bytes.AsSpan(0, contentBytes)));
        BinaryPrimitives.WriteUInt32LittleEndian(footer[92..], ChecksumOf(footer[..92]));
        Magic.CopyTo(footer[96..]);
        return bytes;
    }

    /// <inheritdoc cref="SerializedModuleInfo.ReadFile"/>
    public static SerializedModuleInfo? ReadInfo(string path)
    {
        using FileStream stream = Open(path);
        byte[] end = ReadEnd(stream);
        if (!end.AsSpan().EndsWith(Magic))
            return null;
        Footer footer = ReadFooter(end, stream.Length);
        return new SerializedModuleInfo(footer.MetersFuel, footer.HasMachineCode);
    }

    /// <exception cref="SerializedModuleException">The bytes are no compiled module, or damaged.</exception>
    public static SerializedModule Decode(ReadOnlyMemory<byte> bytes)
    {
        Footer footer = ReadFooter(bytes.Span[Math.Max(0, bytes.Length - FooterBytes)..], bytes.Length);
        if (ChecksumOf(bytes.Span[..^FooterBytes]) != footer.Checksum)
            throw ChecksumDiffers();
        return footer.Cut(bytes[..footer.AssemblyLength], bytes[footer.AssemblyLength..^FooterBytes]);
    }

    /// <summary>
    /// Reads a file but for its assembly. Another thread looks it over meanwhile: nothing in it is trusted, and none of its code
    /// loaded, before <see cref="CheckWhole"/>.
    /// </summary>
    /// <exception cref="SerializedModuleException">The file is no compiled module.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SerializedModule Read(string path)
    {
        FileStream stream = Open(path);
        try
        {
            Footer footer = ReadFooter(ReadEnd(stream), stream.Length);
            byte[] rest = GC.AllocateUninitializedArray<byte>((int)stream.Length - footer.AssemblyLength - FooterBytes);
            stream.Position = footer.AssemblyLength;
            stream.ReadExactly(rest);
            return footer.Cut(default, rest) with { IsWhole = Prefetch.Begin(() => ChecksumOf(stream, footer.AssemblyLength, rest) == footer.Checksum) };
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Waits until all of it has been looked over.</summary>
    /// <exception cref="SerializedModuleException">It is damaged.</exception>
    /// <exception cref="IOException">Its file cannot be read.</exception>
    public void CheckWhole()
    {
        if (IsWhole is { Value: false })
            throw ChecksumDiffers();
    }

    /// <summary>Reads the assembly that <see cref="Read"/> leaves in the file.</summary>
    /// <exception cref="SerializedModuleException">There is another module in the file.</exception>
    public static ReadOnlyMemory<byte> ReadAssembly(string path, Guid assemblyId)
    {
        using FileStream stream = Open(path);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        SerializedModule module = Decode(bytes);
        return module.AssemblyId == assemblyId ? module.Assembly : throw SerializedModuleException.Damaged("its file was replaced meanwhile");
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

    private static byte[] ReadEnd(FileStream stream)
    {
        byte[] end = new byte[(int)Math.Min(stream.Length, FooterBytes)];
        stream.Position = stream.Length - end.Length;
        stream.ReadExactly(end);
        return end;
    }

    // Closes the file.
    private static uint ChecksumOf(FileStream file, int assemblyLength, byte[] rest)
    {
        using FileStream stream = file;
        stream.Position = 0;
        Checksum checksum = default;
        byte[] chunk = GC.AllocateUninitializedArray<byte>(Math.Min(ChunkBytes, assemblyLength));
        for (int left = assemblyLength; 0 < left;)
        {
            Span<byte> part = chunk.AsSpan(0, Math.Min(left, chunk.Length));
            stream.ReadExactly(part);
            checksum.Add(part);
            left -= part.Length;
        }

        checksum.Add(rest);
        return checksum.Value;
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        Checksum checksum = default;
        checksum.Add(bytes);
        return checksum.Value;
    }

    private static SerializedModuleException ChecksumDiffers() => SerializedModuleException.Damaged("its checksum differs");

    private static Footer ReadFooter(ReadOnlySpan<byte> end, long totalBytes)
    {
        if (end.Length < FooterBytes || !end.EndsWith(Magic))
            throw new SerializedModuleException("this is no compiled module: it does not end with \"KRAITC02\"; krait compile makes them");
        if (BinaryPrimitives.ReadUInt32LittleEndian(end[92..]) != ChecksumOf(end[..92]))
            throw SerializedModuleException.Damaged("the checksum of its footer differs");
        Footer footer = new(
            BinaryPrimitives.ReadInt64LittleEndian(end),
            BinaryPrimitives.ReadInt64LittleEndian(end[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(end[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(end[24..]),
            new Guid(end.Slice(32, 16)),
            [.. end.Slice(48, IdentityBytes)],
            BinaryPrimitives.ReadUInt32LittleEndian(end[80..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[84..]));
        if (!footer.Covers(totalBytes - FooterBytes))
            throw SerializedModuleException.Damaged("its parts do not add up to its length");
        return footer;
    }

    private readonly record struct Footer(
        long Assembly, long Wasm, long Methods, long Key, Guid AssemblyId, ImmutableArray<byte> Identity, uint Flags, uint Checksum)
    {
        public int AssemblyLength => (int)Assembly;

        public bool HasMachineCode => (Flags & MachineCodeFlag) != 0;

        public bool MetersFuel => (Flags & FuelFlag) != 0;

        public bool Covers(long length) =>
            length <= int.MaxValue && IsPart(Assembly, length) && IsPart(Wasm, length) && IsPart(Methods, length) && IsPart(Key, length)
            && Assembly + Wasm + Methods + Key == length;

        public SerializedModule Cut(ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> rest) => new()
        {
            Assembly = assembly,
            Wasm = rest[..(int)Wasm],
            Methods = rest.Slice((int)Wasm, (int)Methods),
            Key = Encoding.UTF8.GetString(rest.Span[(int)(Wasm + Methods)..]),
            AssemblyId = AssemblyId,
            Identity = Identity,
            HasMachineCode = HasMachineCode,
            MetersFuel = MetersFuel,
        };

        private static bool IsPart(long part, long length) => 0 <= part && part <= length;
    }
}
