using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Krait.Runtime.Store;
using Microsoft.Win32.SafeHandles;

namespace Krait.Runtime.Snapshots;

// The content of a linear memory, made once and read by many instances. On Linux it is a file without a name that lies in
// memory, or a part of a saved snapshot: instances map it privately and share every page that none of them wrote. Blocks of
// zeros are holes in it.

/// <summary>What a linear memory holds in a snapshot. Written while it is made, by one thread; read only from then on.</summary>
internal sealed unsafe partial class MemoryImage : NativeResource
{
    /// <summary>Zeros are left out in units of this many bytes.</summary>
    public const int BlockBytes = 4096;

    private const int CloseOnExec = 1;
    private const int ProtectRead = 1;
    private const int ProtectReadWrite = 3;
    private const int MapShared = 1;
    private const int DuplicateWithCloseOnExec = 1030;
    private const int NoFile = -1;

    private readonly ulong[] _present;
    private readonly bool _isReadOnly;

    private MemoryImage(nint start, ulong lengthBytes, int file, long fileOffset = 0, bool isReadOnly = false)
        : base(start)
    {
        LengthBytes = lengthBytes;
        File = file;
        FileOffset = fileOffset;
        _isReadOnly = isReadOnly;
        _present = new ulong[((lengthBytes / BlockBytes) + 63) / 64];
    }

    /// <summary>Bytes of the memory, a multiple of 65,536.</summary>
    public ulong LengthBytes { get; }

    /// <summary>Descriptor of the file that holds it, or -1 where instances have to copy.</summary>
    public int File { get; }

    /// <summary>Where in the file it begins.</summary>
    public long FileOffset { get; }

    /// <summary>Bytes in blocks that are not all zeros.</summary>
    public long PresentBytes { get; private set; }

    private byte* Start => (byte*)Address;

    /// <summary>An image of zeros.</summary>
    /// <param name="lengthBytes">Its length, a multiple of 65,536.</param>
    /// <param name="storage">A file is made only where the system can.</param>
    /// <exception cref="ResourceLimitException">The machine has no memory left.</exception>
    public static MemoryImage OfZeros(ulong lengthBytes, ImageStorage storage = ImageStorage.File)
    {
        nuint size = (nuint)Math.Max(lengthBytes, 1);
        if (storage == ImageStorage.File && OperatingSystem.IsLinux() && NewFile(size) is var file && file != NoFile)
        {
            nint start = Map(0, size, ProtectReadWrite, MapShared, file, 0);
            if (start != -1)
                return new MemoryImage(start, lengthBytes, file);
            _ = Close(file);
        }

        try
        {
            return new MemoryImage((nint)NativeMemory.AllocZeroed(size), lengthBytes, NoFile);
        }
        catch (OutOfMemoryException)
        {
            throw new ResourceLimitException(ResourceKind.Memory, (long)size, "the machine has no memory left for the image");
        }
    }

    /// <summary>An image that stays in the file that it was saved in.</summary>
    /// <param name="file">The file, which nobody may write to while the image is in use.</param>
    /// <param name="offset">Where it begins, a multiple of 65,536; the file has all its bytes.</param>
    /// <param name="lengthBytes">Its length, a multiple of 65,536.</param>
    /// <param name="ranges">Whole blocks that are not all zeros, in order; what lies between them must be zeros.</param>
    /// <returns>Null where the system cannot map the file.</returns>
    public static MemoryImage? OfFileOrNull(SafeFileHandle file, long offset, ulong lengthBytes, IEnumerable<(ulong Address, ulong LengthBytes)> ranges)
    {
        if (!OperatingSystem.IsLinux() || lengthBytes == 0)
            return null;
        int own = Duplicate((int)file.DangerousGetHandle(), DuplicateWithCloseOnExec, 0);
        if (own == NoFile)
            return null;
        nint start = Map(0, (nuint)lengthBytes, ProtectRead, MapShared, own, (nint)offset);
        if (start == -1)
        {
            _ = Close(own);
            return null;
        }

        MemoryImage image = new(start, lengthBytes, own, offset, isReadOnly: true);
        foreach ((ulong address, ulong rangeBytes) in ranges)
        {
            for (ulong block = address / BlockBytes; block < (address + rangeBytes) / BlockBytes; block++)
                image.Mark(block);
        }

        return image;
    }

    /// <summary>Copies a memory, without its blocks of zeros.</summary>
    public static MemoryImage Of(Memory memory)
    {
        MemoryImage image = OfZeros((ulong)memory.SizeBytes);
        for (long at = 0; at < memory.SizeBytes; at += BlockBytes)
        {
            ReadOnlySpan<byte> block = memory.GetSpan(at, BlockBytes);
            if (block.ContainsAnyExcept((byte)0))
                image.Write((ulong)at, block);
        }

        return image;
    }

    /// <summary>Sets one block.</summary>
    /// <param name="address">Its first byte, a multiple of <see cref="BlockBytes"/> below <see cref="LengthBytes"/>.</param>
    /// <param name="block">All of its bytes.</param>
    public void Write(ulong address, ReadOnlySpan<byte> block)
    {
        ulong index = address / BlockBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, LengthBytes / BlockBytes, nameof(address));
        ArgumentOutOfRangeException.ThrowIfNotEqual(block.Length, BlockBytes, nameof(block));
        if (_isReadOnly)
            throw new InvalidOperationException("an image in a file cannot be changed");
        Mark(index);

        // SAFETY: the block lies below the length that was allocated.
        block.CopyTo(new Span<byte>(Start + (index * BlockBytes), BlockBytes));
    }

    /// <summary>The ranges of blocks that are not all zeros, from low to high addresses.</summary>
    public IEnumerable<(ulong Address, ulong LengthBytes)> Ranges()
    {
        ulong blocks = LengthBytes / BlockBytes;
        for (ulong index = 0; index < blocks; index++)
        {
            if (!IsPresent(index))
                continue;
            ulong start = index;
            while (index < blocks && IsPresent(index))
                index++;
            yield return (start * BlockBytes, (index - start) * BlockBytes);
        }
    }

    /// <summary>Bytes of a range that <see cref="Ranges"/> gave, or a part of one.</summary>
    public ReadOnlySpan<byte> Bytes(ulong address, int lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(address + (ulong)lengthBytes, LengthBytes, nameof(address));

        // SAFETY: the range lies below the length that was allocated.
        return new ReadOnlySpan<byte>(Start + address, lengthBytes);
    }

    /// <summary>Copies everything to memory that holds zeros.</summary>
    /// <param name="destination">At least <see cref="LengthBytes"/> bytes of zeros.</param>
    public void CopyTo(byte* destination)
    {
        foreach ((ulong address, ulong lengthBytes) in Ranges())
            Buffer.MemoryCopy(Start + address, destination + address, lengthBytes, lengthBytes);
    }

    protected override void Release()
    {
        if (File == NoFile)
        {
            NativeMemory.Free((void*)Address);
            return;
        }

        _ = Unmap(Address, (nuint)Math.Max(LengthBytes, 1));
        _ = Close(File);
    }

    private bool IsPresent(ulong block) => (_present[block / 64] & (1UL << (int)(block % 64))) != 0;

    private void Mark(ulong block)
    {
        if (!IsPresent(block))
            PresentBytes += BlockBytes;
        _present[block / 64] |= 1UL << (int)(block % 64);
    }

    private static int NewFile(nuint sizeBytes)
    {
        try
        {
            int file = CreateFile("krait-image", CloseOnExec);
            if (file == NoFile || SetSize(file, (nint)sizeBytes) == 0)
                return file;
            _ = Close(file);
            return NoFile;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system library without this call: images are copied there.
            return NoFile;
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "ftruncate")]
    private static partial int SetSize(int file, nint sizeBytes);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Duplicate(int file, int command, int lowest);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}

/// <summary>Where an image lies.</summary>
internal enum ImageStorage
{
    /// <summary>In a file in memory, which instances map.</summary>
    File,

    /// <summary>In the process's own memory, which instances copy.</summary>
    Memory,
}
