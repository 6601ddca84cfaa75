using System;
using System.Collections.Immutable;
using System.IO;
using System.Net.Sockets;
using System.Threading;

namespace Krait.Wasi;

/// <summary>What one guest is granted. Nothing by default: no files, no environment, empty input, output thrown away.</summary>
public sealed record WasiOptions
{
    /// <summary>Nothing granted.</summary>
    public static WasiOptions Default { get; } = new();

    /// <summary>The program's arguments; by convention its own name comes first. Without NUL.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Environment variables as <c>NAME=value</c>, in this order. Without NUL.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>File systems, as descriptors from 3 on.</summary>
    public ImmutableArray<WasiMount> Mounts { get; init; } = [];

    /// <summary>
    /// Sockets, as descriptors after the mounts: a listening one for <c>sock_accept</c>, a connected one for <c>sock_recv</c> and
    /// <c>sock_send</c>. They are closed with the host. Without them the guest has no network at all.
    /// </summary>
    public ImmutableArray<Socket> Sockets { get; init; } = [];

    /// <summary>Standard input. Stays open. Streams that cannot seek are read on a thread of their own, so that waiting ends with the guest.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Standard output. Stays open.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Standard error. Stays open.</summary>
    public Stream Error { get; init; } = Stream.Null;

    /// <summary>Which of the three call themselves terminals.</summary>
    public WasiTerminals Terminals { get; init; }

    /// <summary>Set while a signal waits for the guest; reads of standard input do not wait then. Null for none.</summary>
    internal WaitHandle? Signal { get; init; }

    /// <summary>The guest's clocks.</summary>
    public WasiClock Clock { get; init; } = WasiClock.Coarse;

    /// <summary>The guest's random numbers.</summary>
    public WasiRandom Random { get; init; } = WasiRandom.Secure;

    /// <summary>Told of every call, after it: for example <c>fd_close(fd=4) -> Success</c>. Null for none.</summary>
    public Action<string>? Trace { get; init; }

    /// <summary>
    /// Bytes the guest may write to standard output. A write beyond it writes what fits and then fails with
    /// <see cref="WasiErrno.Nospc"/>. Null for no limit.
    /// </summary>
    public long? MaximumOutputBytes { get; init; }

    /// <summary>Bytes the guest may write to standard error, like <see cref="MaximumOutputBytes"/>. Null for no limit.</summary>
    public long? MaximumErrorBytes { get; init; }

    /// <summary>
    /// Bytes a file may have after a guest wrote to it or set its size; <see cref="WasiErrno.Fbig"/> above, after what fits. Files that are
    /// larger already can be read. Null for no limit. A quota of a whole file system: <see cref="MemoryFileSystem.QuotaBytes"/>.
    /// </summary>
    public long? MaximumFileBytes { get; init; }

    /// <summary>Descriptors open at the same time, the first ones included; <see cref="WasiErrno.Mfile"/> above. 256 unless set.</summary>
    public int MaximumOpenFiles { get; init; } = 256;

    /// <summary>UTF-8 bytes of one path; <see cref="WasiErrno.Nametoolong"/> above. 4,096 unless set.</summary>
    public int MaximumPathBytes { get; init; } = 4096;

    /// <summary>Directories that one path may lead down; <see cref="WasiErrno.Nametoolong"/> above. 128 unless set.</summary>
    public int MaximumPathDepth { get; init; } = 128;

    /// <summary>Symbolic links followed for one path; <see cref="WasiErrno.Loop"/> above. 40 unless set.</summary>
    public int MaximumLinksFollowed { get; init; } = 40;

    /// <summary>Buffers of one read or write; <see cref="WasiErrno.Inval"/> above. 1,024 unless set.</summary>
    public int MaximumBuffers { get; init; } = 1024;

    /// <summary>Subscriptions of one <c>poll_oneoff</c>; <see cref="WasiErrno.Inval"/> above. 1,024 unless set.</summary>
    public int MaximumSubscriptions { get; init; } = 1024;

    /// <summary>Entries of all open directories that were listed, together; <see cref="WasiErrno.Overflow"/> above. 100,000 unless set.</summary>
    public int MaximumDirectoryEntries { get; init; } = 100_000;
}
