using System;
using System.Threading;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Descriptors;

/// <summary>What a guest's descriptor stands for. What a kind cannot do it refuses as POSIX would.</summary>
internal abstract class Descriptor : IDisposable
{
    private readonly WasiRights _firstBase;
    private readonly WasiRights _firstInheriting;

    protected Descriptor(WasiRights rightsBase, WasiRights rightsInheriting)
    {
        RightsBase = _firstBase = rightsBase;
        RightsInheriting = _firstInheriting = rightsInheriting;
    }

    public abstract WasiFileType Type { get; }

    public WasiRights RightsBase { get; private set; }

    public WasiRights RightsInheriting { get; private set; }

    public FdFlags Flags { get; set; }

    /// <summary>Whether rights were dropped, or flags set on something that began without them.</summary>
    public bool IsChanged => RightsBase != _firstBase || RightsInheriting != _firstInheriting || Flags != FdFlags.None;

    /// <summary>Gives back all rights and clears the flags, for a guest that begins anew.</summary>
    public void RestoreRights()
    {
        RightsBase = _firstBase;
        RightsInheriting = _firstInheriting;
        Flags = FdFlags.None;
    }

    /// <summary>Drops rights; asking for one that is not there is an error.</summary>
    public WasiErrno SetRights(WasiRights rightsBase, WasiRights rightsInheriting)
    {
        if ((rightsBase & ~RightsBase) != 0 || (rightsInheriting & ~RightsInheriting) != 0)
            return WasiErrno.Notcapable;
        RightsBase = rightsBase;
        RightsInheriting = rightsInheriting;
        return WasiErrno.Success;
    }

    public virtual WasiErrno Read(Caller caller, Span<byte> destination, out int count) => Refuse(out count, WasiErrno.Badf);

    public virtual WasiErrno Write(Caller caller, ReadOnlySpan<byte> source, out int count) => Refuse(out count, WasiErrno.Badf);

    public virtual WasiErrno ReadAt(long offset, Span<byte> destination, out int count) => Refuse(out count, WasiErrno.Spipe);

    public virtual WasiErrno WriteAt(long offset, ReadOnlySpan<byte> source, out int count) => Refuse(out count, WasiErrno.Spipe);

    /// <summary>Moves the position and tells the new one.</summary>
    public virtual WasiErrno Seek(long delta, SeekOrigin origin, out long position)
    {
        position = 0;
        return WasiErrno.Spipe;
    }

    public abstract WasiErrno Stat(out FileStat stat);

    public virtual WasiErrno SetSize(long sizeBytes) => WasiErrno.Inval;

    public virtual WasiErrno SetTimes(FileTimes times) => WasiErrno.Inval;

    public virtual WasiErrno SetPermissions(int permissions) => WasiErrno.Notsup;

    public virtual WasiErrno Allocate(long offset, long lengthBytes) => WasiErrno.Spipe;

    public virtual WasiErrno Sync() => WasiErrno.Inval;

    /// <summary>Asks for readiness to read. Bytes that are known to be there, when it is ready.</summary>
    public virtual Readiness PollRead() => Readiness.At(0);

    /// <summary>Asks for readiness to write.</summary>
    public virtual Readiness PollWrite() => Readiness.At(0);

    public abstract void Dispose();

    protected static WasiErrno Refuse(out int count, WasiErrno errno)
    {
        count = 0;
        return errno;
    }
}

/// <summary>The three places that a seek can start from. Spec: wasi_snapshot_preview1, whence.</summary>
internal enum SeekOrigin
{
    Start = 0,
    Current = 1,
    End = 2,
}

/// <summary>Whether a descriptor can be used without waiting.</summary>
/// <param name="IsReady">It can.</param>
/// <param name="AvailableBytes">Bytes that are there; 0 if that is not known.</param>
/// <param name="IsHungUp">The other side has closed.</param>
/// <param name="WakeUp">Set when it becomes ready; null if one has to look again.</param>
internal readonly record struct Readiness(bool IsReady, ulong AvailableBytes, bool IsHungUp, WaitHandle? WakeUp)
{
    public static Readiness At(ulong availableBytes) => new(true, availableBytes, false, null);
}
