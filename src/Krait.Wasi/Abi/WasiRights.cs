using System;

namespace Krait.Wasi.Abi;

/// <summary>What may be done with a file descriptor. Rights can be dropped, never regained.</summary>
/// <remarks>Spec: wasi_snapshot_preview1, rights.</remarks>
[Flags]
internal enum WasiRights : ulong
{
    None = 0,

    /// <summary>May call <c>fd_datasync</c>.</summary>
    FdDatasync = 1UL << 0,

    /// <summary>May read; with <see cref="FdSeek"/> at any position.</summary>
    FdRead = 1UL << 1,

    /// <summary>May call <c>fd_seek</c>, and <c>fd_tell</c>.</summary>
    FdSeek = 1UL << 2,

    /// <summary>May call <c>fd_fdstat_set_flags</c>.</summary>
    FdFdstatSetFlags = 1UL << 3,

    /// <summary>May call <c>fd_sync</c>.</summary>
    FdSync = 1UL << 4,

    /// <summary>May call <c>fd_tell</c>, or <c>fd_seek</c> without moving.</summary>
    FdTell = 1UL << 5,

    /// <summary>May write; with <see cref="FdSeek"/> at any position.</summary>
    FdWrite = 1UL << 6,

    /// <summary>May call <c>fd_advise</c>.</summary>
    FdAdvise = 1UL << 7,

    /// <summary>May call <c>fd_allocate</c>.</summary>
    FdAllocate = 1UL << 8,

    /// <summary>May call <c>path_create_directory</c>.</summary>
    PathCreateDirectory = 1UL << 9,

    /// <summary>May create files with <c>path_open</c>.</summary>
    PathCreateFile = 1UL << 10,

    /// <summary>May be the source of <c>path_link</c>.</summary>
    PathLinkSource = 1UL << 11,

    /// <summary>May be the target of <c>path_link</c>.</summary>
    PathLinkTarget = 1UL << 12,

    /// <summary>May call <c>path_open</c>.</summary>
    PathOpen = 1UL << 13,

    /// <summary>May call <c>fd_readdir</c>.</summary>
    FdReaddir = 1UL << 14,

    /// <summary>May call <c>path_readlink</c>.</summary>
    PathReadlink = 1UL << 15,

    /// <summary>May be the source of <c>path_rename</c>.</summary>
    PathRenameSource = 1UL << 16,

    /// <summary>May be the target of <c>path_rename</c>.</summary>
    PathRenameTarget = 1UL << 17,

    /// <summary>May call <c>path_filestat_get</c>.</summary>
    PathFilestatGet = 1UL << 18,

    /// <summary>May truncate files with <c>path_open</c>.</summary>
    PathFilestatSetSize = 1UL << 19,

    /// <summary>May call <c>path_filestat_set_times</c>.</summary>
    PathFilestatSetTimes = 1UL << 20,

    /// <summary>May call <c>fd_filestat_get</c>.</summary>
    FdFilestatGet = 1UL << 21,

    /// <summary>May call <c>fd_filestat_set_size</c>.</summary>
    FdFilestatSetSize = 1UL << 22,

    /// <summary>May call <c>fd_filestat_set_times</c>.</summary>
    FdFilestatSetTimes = 1UL << 23,

    /// <summary>May call <c>path_symlink</c>.</summary>
    PathSymlink = 1UL << 24,

    /// <summary>May call <c>path_remove_directory</c>.</summary>
    PathRemoveDirectory = 1UL << 25,

    /// <summary>May call <c>path_unlink_file</c>.</summary>
    PathUnlinkFile = 1UL << 26,

    /// <summary>May be waited for with <c>poll_oneoff</c>.</summary>
    PollFdReadwrite = 1UL << 27,

    /// <summary>May call <c>sock_shutdown</c>.</summary>
    SockShutdown = 1UL << 28,

    /// <summary>May call <c>sock_accept</c>.</summary>
    SockAccept = 1UL << 29,

    /// <summary>Everything the standard names.</summary>
    All = (1UL << 30) - 1,

    /// <summary>What has a meaning for a regular file.</summary>
    File = FdDatasync | FdRead | FdSeek | FdFdstatSetFlags | FdSync | FdTell | FdWrite | FdAdvise | FdAllocate
        | FdFilestatGet | FdFilestatSetSize | FdFilestatSetTimes | PollFdReadwrite,

    /// <summary>What has a meaning for a directory.</summary>
    Directory = FdFdstatSetFlags | FdSync | FdAdvise | PathCreateDirectory | PathCreateFile | PathLinkSource | PathLinkTarget
        | PathOpen | FdReaddir | PathReadlink | PathRenameSource | PathRenameTarget | PathFilestatGet | PathFilestatSetSize
        | PathFilestatSetTimes | FdFilestatGet | FdFilestatSetTimes | PathSymlink | PathUnlinkFile | PathRemoveDirectory
        | PollFdReadwrite,

    /// <summary>What descriptors opened through a directory may get.</summary>
    DirectoryInheriting = Directory | File,

    /// <summary>What standard input, output and error have: no seeking.</summary>
    Stream = FdRead | FdWrite | FdFdstatSetFlags | FdFilestatGet | FdDatasync | FdSync | PollFdReadwrite,

    /// <summary>What a connected socket has.</summary>
    Socket = FdRead | FdWrite | FdFdstatSetFlags | FdFilestatGet | PollFdReadwrite | SockShutdown,

    /// <summary>What a listening socket has.</summary>
    Listener = FdFdstatSetFlags | FdFilestatGet | PollFdReadwrite | SockAccept | SockShutdown,

    /// <summary>Those that need a file opened for reading.</summary>
    Reading = FdRead | FdReaddir,

    /// <summary>Those that need a file opened for writing.</summary>
    Writing = FdDatasync | FdWrite | FdAllocate | FdFilestatSetSize,
}
