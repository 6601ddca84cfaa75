using System;

namespace Krait.Wasi.Abi;

/// <summary>Modes of a descriptor. Spec: wasi_snapshot_preview1, fdflags.</summary>
[Flags]
internal enum FdFlags : ushort
{
    None = 0,
    Append = 1,
    Dsync = 2,
    Nonblock = 4,
    Rsync = 8,
    Sync = 16,
    Synchronised = Dsync | Rsync | Sync,
    All = 31,
}
