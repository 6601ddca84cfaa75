using System.Collections.Immutable;
using Krait.Wasi.Functions;
using static Krait.Wasi.Abi.WasiFunction;

namespace Krait.Wasi.Abi;

/// <summary>The functions of WASI preview 1, all 46 of them. The linker, the trace and docs/WASI.md read this table.</summary>
/// <remarks>Spec: wasi_snapshot_preview1.</remarks>
internal static class WasiFunctions
{
    public static readonly ImmutableArray<WasiFunction> All =
    [
        Row("args_get", "argv: @@u8, argv_buf: @u8", Args.Get, "Arguments"),
        Row("args_sizes_get", "argc: @size, argv_buf_size: @size", Args.SizesGet, "Arguments"),
        Row("environ_get", "environ: @@u8, environ_buf: @u8", Environ.Get, "Environment"),
        Row("environ_sizes_get", "environc: @size, environ_buf_size: @size", Environ.SizesGet, "Environment"),
        Row("clock_res_get", "id: clockid, resolution: @timestamp", Clock.ResGet, "Clock"),
        Row("clock_time_get", "id: clockid, precision: timestamp, time: @timestamp", Clock.TimeGet, "Clock"),
        Row("fd_advise", "fd: fd, offset: filesize, len: filesize, advice: advice", FdFile.Advise, "Mounts"),
        Row("fd_allocate", "fd: fd, offset: filesize, len: filesize", FdFile.Allocate, "Mounts"),
        Row("fd_close", "fd: fd", Fd.Close, "-"),
        Row("fd_datasync", "fd: fd", FdFile.Datasync, "Mounts, Output, Error"),
        Row("fd_fdstat_get", "fd: fd, stat: @fdstat", Fd.FdstatGet, "-"),
        Row("fd_fdstat_set_flags", "fd: fd, flags: fdflags", Fd.FdstatSetFlags, "-"),
        Row("fd_fdstat_set_rights", "fd: fd, fs_rights_base: rights, fs_rights_inheriting: rights", Fd.FdstatSetRights, "-"),
        Row("fd_filestat_get", "fd: fd, stat: @filestat", FdFile.FilestatGet, "Mounts"),
        Row("fd_filestat_set_size", "fd: fd, size: filesize", FdFile.FilestatSetSize, "Mounts"),
        Row("fd_filestat_set_times", "fd: fd, atim: timestamp, mtim: timestamp, fst_flags: fstflags", FdFile.FilestatSetTimes, "Mounts"),
        Row("fd_pread", "fd: fd, iovs: @iovec, iovs_len: size, offset: filesize, nread: @size", FdIo.Pread, "Mounts"),
        Row("fd_prestat_get", "fd: fd, stat: @prestat", Fd.PrestatGet, "Mounts"),
        Row("fd_prestat_dir_name", "fd: fd, path: @u8, path_len: size", Fd.PrestatDirName, "Mounts"),
        Row("fd_pwrite", "fd: fd, iovs: @ciovec, iovs_len: size, offset: filesize, nwritten: @size", FdIo.Pwrite, "Mounts"),
        Row("fd_read", "fd: fd, iovs: @iovec, iovs_len: size, nread: @size", FdIo.Read, "Mounts, Input, Sockets"),
        Row("fd_readdir", "fd: fd, buf: @u8, buf_len: size, cookie: dircookie, bufused: @size", FdReaddir.Readdir, "Mounts"),
        Row("fd_renumber", "fd: fd, to: fd", Fd.Renumber, "-"),
        Row("fd_seek", "fd: fd, offset: filedelta, whence: whence, newoffset: @filesize", FdIo.Seek, "Mounts"),
        Row("fd_sync", "fd: fd", FdFile.Sync, "Mounts, Output, Error"),
        Row("fd_tell", "fd: fd, offset: @filesize", FdIo.Tell, "Mounts"),
        Row("fd_write", "fd: fd, iovs: @ciovec, iovs_len: size, nwritten: @size", FdIo.Write, "Mounts, Output, Error, Sockets"),
        Row("path_create_directory", "fd: fd, path: @u8, path_len: size", PathNames.CreateDirectory, "Mounts"),
        Row("path_filestat_get", "fd: fd, flags: lookupflags, path: @u8, path_len: size, stat: @filestat", PathFiles.FilestatGet, "Mounts"),
        Row(
            "path_filestat_set_times",
            "fd: fd, flags: lookupflags, path: @u8, path_len: size, atim: timestamp, mtim: timestamp, fst_flags: fstflags",
            PathFiles.FilestatSetTimes,
            "Mounts"),
        Row(
            "path_link",
            "old_fd: fd, old_flags: lookupflags, old_path: @u8, old_path_len: size, new_fd: fd, new_path: @u8, new_path_len: size",
            PathNames.Link,
            "Mounts"),
        Row(
            "path_open",
            "fd: fd, dirflags: lookupflags, path: @u8, path_len: size, oflags: oflags, fs_rights_base: rights, fs_rights_inheriting: rights, fdflags: fdflags, opened_fd: @fd",
            PathOpen.Open,
            "Mounts"),
        Row("path_readlink", "fd: fd, path: @u8, path_len: size, buf: @u8, buf_len: size, bufused: @size", PathFiles.Readlink, "Mounts"),
        Row("path_remove_directory", "fd: fd, path: @u8, path_len: size", PathNames.RemoveDirectory, "Mounts"),
        Row("path_rename", "fd: fd, old_path: @u8, old_path_len: size, new_fd: fd, new_path: @u8, new_path_len: size", PathNames.Rename, "Mounts"),
        Row("path_symlink", "old_path: @u8, old_path_len: size, fd: fd, new_path: @u8, new_path_len: size", PathNames.Symlink, "Mounts"),
        Row("path_unlink_file", "fd: fd, path: @u8, path_len: size", PathNames.UnlinkFile, "Mounts"),
        Row("poll_oneoff", "in: @subscription, out: @event, nsubscriptions: size, nevents: @size", Poll.Oneoff, "Clock, Input, Sockets"),
        Row("proc_exit", "rval: exitcode", Proc.Exit, "-"),
        Row("proc_raise", "sig: signal", Proc.Raise, "-"),
        Row("sched_yield", string.Empty, Proc.Yield, "-"),
        Row("random_get", "buf: @u8, buf_len: size", RandomBytes.Get, "Random"),
        Row("sock_accept", "fd: fd, flags: fdflags, accepted_fd: @fd", Sock.Accept, "Sockets"),
        Row("sock_recv", "fd: fd, ri_data: @iovec, ri_data_len: size, ri_flags: riflags, ro_datalen: @size, ro_flags: @roflags", Sock.Recv, "Sockets"),
        Row("sock_send", "fd: fd, si_data: @ciovec, si_data_len: size, si_flags: siflags, so_datalen: @size", Sock.Send, "Sockets"),
        Row("sock_shutdown", "fd: fd, how: sdflags", Sock.Shutdown, "Sockets"),
    ];
}
