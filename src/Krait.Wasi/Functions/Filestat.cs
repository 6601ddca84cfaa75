using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>The standard's <c>filestat</c> record and the flags that set times.</summary>
internal static class Filestat
{
    private const uint Accessed = 1;
    private const uint AccessedNow = 2;
    private const uint Modified = 4;
    private const uint ModifiedNow = 8;

    // 64 bytes, little-endian:
    //
    //   +0    +8    +16    +17     +24     +32    +40    +48    +56
    //   | dev | ino | type | zeros | nlink | size | atim | mtim | ctim |
    public static void Write(in GuestCall call, uint address, in FileStat stat)
    {
        call.Bytes(address, 64).Clear();
        call.Write(address, stat.Device);
        call.Write(address + 8, stat.Inode);
        call.Write(address + 16, (byte)stat.Type);
        call.Write(address + 24, stat.LinkCount);
        call.Write(address + 32, stat.SizeBytes);
        call.Write(address + 40, stat.AccessedNs);
        call.Write(address + 48, stat.ModifiedNs);
        call.Write(address + 56, stat.ChangedNs);
    }

    public static WasiErrno ReadTimes(in GuestCall call, ulong accessedNs, ulong modifiedNs, uint flags, out FileTimes times)
    {
        times = default;
        if (flags > 15 || (flags & (Accessed | AccessedNow)) == (Accessed | AccessedNow) || (flags & (Modified | ModifiedNow)) == (Modified | ModifiedNow))
            return WasiErrno.Inval;
        ulong now = (flags & (AccessedNow | ModifiedNow)) != 0 ? (ulong)call.Options.Clock.RealtimeNs : 0;
        times = new FileTimes(
            Choose(flags, Accessed, AccessedNow, accessedNs, now),
            Choose(flags, Modified, ModifiedNow, modifiedNs, now));
        return WasiErrno.Success;
    }

    private static ulong? Choose(uint flags, uint given, uint current, ulong value, ulong now)
    {
        if ((flags & given) != 0)
            return value;
        return (flags & current) != 0 ? now : null;
    }
}
