using System;
using System.Collections.Generic;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

/// <summary>A file below <c>/dev</c> that is none: what is written is gone, what is read comes from nowhere.</summary>
internal sealed class DeviceDescriptor(DeviceKind kind, WasiRandom random, WasiRights rights) : Descriptor(rights, WasiRights.None)
{
    // Random bytes are made in pieces, between which the deadline is looked at.
    private const int MaximumReadBytes = 1 << 16;

    private static readonly Dictionary<string, DeviceKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["/dev/null"] = DeviceKind.Null,
        ["/dev/zero"] = DeviceKind.Zero,
        ["/dev/random"] = DeviceKind.Random,
        ["/dev/urandom"] = DeviceKind.Random,
    };

    /// <summary>Absolute paths of all devices.</summary>
    public static IEnumerable<string> Paths => s_kinds.Keys;

    public override WasiFileType Type => WasiFileType.CharacterDevice;

    /// <summary>Whether a path is a device's.</summary>
    public static bool IsDevice(string absolute, out DeviceKind kind) => s_kinds.TryGetValue(absolute, out kind);

    /// <summary>What is told about a device.</summary>
    public static FileStat StatOf(DeviceKind kind) => new(0, (ulong)kind + 1, WasiFileType.CharacterDevice, 1, 0, 0, 0, 0);

    public override WasiErrno Read(Caller caller, Span<byte> destination, out int count) => ReadAt(0, destination, out count);

    public override WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count) => WriteAt(0, source, out count);

    public override WasiErrno ReadAt(long offset, Span<byte> destination, out int count)
    {
        count = kind == DeviceKind.Null ? 0 : Math.Min(destination.Length, MaximumReadBytes);
        if (kind == DeviceKind.Random)
            random.Fill(destination[..count]);
        else
            destination[..count].Clear();
        return WasiErrno.Success;
    }

    public override WasiErrno WriteAt(long offset, ReadOnlySpan<byte> source, out int count)
    {
        count = source.Length;
        return WasiErrno.Success;
    }

    public override WasiErrno Seek(long delta, SeekOrigin origin, out long position)
    {
        position = 0;
        return WasiErrno.Success;
    }

    public override WasiErrno Stat(out FileStat stat)
    {
        stat = StatOf(kind);
        return WasiErrno.Success;
    }

    public override WasiErrno Sync() => WasiErrno.Success;

    public override void Dispose()
    {
    }
}

/// <summary>What a device does.</summary>
internal enum DeviceKind
{
    /// <summary>Is empty and swallows.</summary>
    Null,

    /// <summary>Gives zeros and swallows.</summary>
    Zero,

    /// <summary>Gives random bytes and swallows.</summary>
    Random,
}
