using System.Collections.Frozen;
using System.Collections.Generic;

namespace Krait.Wasi.HostFiles;

/// <summary>Linux's error numbers and the standard's.</summary>
internal static class LinuxErrors
{
    /// <summary>The call was interrupted by a signal and is made again.</summary>
    public const int Interrupted = 4;

    private static readonly FrozenDictionary<int, WasiErrno> s_errnos = new Dictionary<int, WasiErrno>
    {
        [1] = WasiErrno.Perm,
        [2] = WasiErrno.Noent,
        [4] = WasiErrno.Intr,
        [5] = WasiErrno.Io,
        [6] = WasiErrno.Nxio,
        [9] = WasiErrno.Badf,
        [11] = WasiErrno.Again,
        [12] = WasiErrno.Nomem,
        [13] = WasiErrno.Acces,
        [16] = WasiErrno.Busy,
        [17] = WasiErrno.Exist,
        [18] = WasiErrno.Xdev,
        [19] = WasiErrno.Nodev,
        [20] = WasiErrno.Notdir,
        [21] = WasiErrno.Isdir,
        [22] = WasiErrno.Inval,
        [23] = WasiErrno.Nfile,
        [24] = WasiErrno.Mfile,
        [26] = WasiErrno.Txtbsy,
        [27] = WasiErrno.Fbig,
        [28] = WasiErrno.Nospc,
        [29] = WasiErrno.Spipe,
        [30] = WasiErrno.Rofs,
        [31] = WasiErrno.Mlink,
        [32] = WasiErrno.Pipe,
        [36] = WasiErrno.Nametoolong,
        [38] = WasiErrno.Nosys,
        [39] = WasiErrno.Notempty,
        [40] = WasiErrno.Loop,
        [75] = WasiErrno.Overflow,
        [84] = WasiErrno.Ilseq,
        [95] = WasiErrno.Notsup,
        [116] = WasiErrno.Stale,
        [122] = WasiErrno.Dquot,
    }.ToFrozenDictionary();

    public static WasiErrno Of(int errno) => s_errnos.GetValueOrDefault(errno, WasiErrno.Io);
}
