using System;
using System.Collections.Generic;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

// A guest's memory cannot show a file, so mapping one copies it to the guest's heap. What is shared is written back when the
// guest asks for it or unmaps. Memory that no file stands behind is the C library's own business.

/// <summary>Files mapped to memory.</summary>
internal static class MapCalls
{
    private const int AlignmentBytes = 65_536;
    private const uint ProtectWrite = 2;
    private const uint MapTypes = 3;
    private const uint MapShared = 1;

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        new("_mmap_js", "iiiiIii", Map),
        new("_munmap_js", "iiiiiI", static (EmscriptenHost host, in GuestCall call) => (call.UInt32(2) & ProtectWrite) != 0 ? WriteBack(host, call) : 0),
        new("_msync_js", "iiiiiI", WriteBack),
    ];

    // mmap(length, protection, flags, fd, offset, allocated out, address out)
    private static int Map(EmscriptenHost host, in GuestCall call)
    {
        uint length = call.UInt32(0);
        bool writesFile = (call.UInt32(1) & ProtectWrite) != 0 && (call.UInt32(2) & MapTypes) == MapShared;
        if (host.Wasi.Descriptors.Find(call.UInt32(3)) is not { } descriptor)
            return WasiErrno.Badf.Negated();
        if (descriptor.Type != WasiFileType.RegularFile)
            return WasiErrno.Nodev.Negated();
        if ((descriptor.RightsBase & WasiRights.FdRead) == 0 || (writesFile && (descriptor.RightsBase & WasiRights.FdWrite) == 0))
            return WasiErrno.Acces.Negated();
        if (length is 0 or > int.MaxValue || (long)call.UInt64(4) < 0)
            return WasiErrno.Inval.Negated();
        call.CheckRange(call.UInt32(5), sizeof(uint));
        call.CheckRange(call.UInt32(6), sizeof(uint));
        int address = host.Heap.Allocate(AlignmentBytes, (int)length);
        if (address == 0)
            return WasiErrno.Nomem.Negated();
        WasiErrno errno = Fill(call, descriptor, (uint)address, length);
        if (errno != WasiErrno.Success)
        {
            host.Heap.Free(address);
            return errno.Negated();
        }

        call.Write(call.UInt32(5), 1);
        call.Write(call.UInt32(6), address);
        return 0;
    }

    private static WasiErrno Fill(in GuestCall call, Descriptor descriptor, uint address, uint length)
    {
        uint done = 0;
        while (done < length)
        {
            call.Caller.ThrowIfInterrupted();
            Span<byte> part = call.Bytes(address + done, Math.Min(length - done, GuestCall.ChunkBytes));
            WasiErrno errno = descriptor.ReadAt((long)call.UInt64(4) + done, part, out int count);
            if (errno != WasiErrno.Success)
                return errno;

            // What lies behind the end of the file is zero.
            part[count..].Clear();
            done += (uint)part.Length;
        }

        return WasiErrno.Success;
    }

    // munmap and msync(address, length, protection, flags, fd, offset). A file never grows by it.
    private static int WriteBack(EmscriptenHost host, in GuestCall call)
    {
        if ((call.UInt32(3) & MapTypes) != MapShared)
            return 0;
        long offset = (long)call.UInt64(5);
        if (host.Wasi.Descriptors.Find(call.UInt32(4)) is not { } descriptor)
            return WasiErrno.Badf.Negated();
        if ((descriptor.RightsBase & WasiRights.FdWrite) == 0)
            return 0;
        WasiErrno errno = descriptor.Stat(out FileStat stat);
        if (errno != WasiErrno.Success)
            return errno.Negated();
        uint length = (uint)Math.Clamp((long)Math.Min(stat.SizeBytes, long.MaxValue) - offset, 0, call.UInt32(1));
        for (uint done = 0; done < length;)
        {
            call.Caller.ThrowIfInterrupted();
            errno = descriptor.WriteAt(offset + done, call.Bytes(call.UInt32(0) + done, Math.Min(length - done, GuestCall.ChunkBytes)), out int count);
            if (errno != WasiErrno.Success)
                return errno.Negated();
            if (count == 0)
                return WasiErrno.Io.Negated();
            done += (uint)count;
        }

        return 0;
    }
}
