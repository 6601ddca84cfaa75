using Krait.Wasi.Abi;

namespace Krait.Wasi.Tests.Functions;

/// <summary>What a descriptor may be used for can be taken from it, and never comes back.</summary>
public sealed class RightsTests
{
    private const long Directory = 3;
    private const long File = 4;

    /// <summary>Functions on files and the right each needs, one bit of it at a time.</summary>
    public static TheoryData<string, ulong> FileRights => new()
    {
        { "fd_datasync", (ulong)WasiRights.FdDatasync },
        { "fd_read", (ulong)WasiRights.FdRead },
        { "fd_pread", (ulong)WasiRights.FdRead },
        { "fd_pread", (ulong)WasiRights.FdSeek },
        { "fd_seek", (ulong)WasiRights.FdSeek },
        { "fd_tell", (ulong)(WasiRights.FdSeek | WasiRights.FdTell) },
        { "fd_fdstat_set_flags", (ulong)WasiRights.FdFdstatSetFlags },
        { "fd_sync", (ulong)WasiRights.FdSync },
        { "fd_write", (ulong)WasiRights.FdWrite },
        { "fd_pwrite", (ulong)WasiRights.FdWrite },
        { "fd_pwrite", (ulong)WasiRights.FdSeek },
        { "fd_advise", (ulong)WasiRights.FdAdvise },
        { "fd_allocate", (ulong)WasiRights.FdAllocate },
        { "fd_filestat_get", (ulong)WasiRights.FdFilestatGet },
        { "fd_filestat_set_size", (ulong)WasiRights.FdFilestatSetSize },
        { "fd_filestat_set_times", (ulong)WasiRights.FdFilestatSetTimes },
    };

    /// <summary>Functions on directories and the right each needs.</summary>
    public static TheoryData<string, ulong> DirectoryRights => new()
    {
        { "path_create_directory", (ulong)WasiRights.PathCreateDirectory },
        { "path_link", (ulong)WasiRights.PathLinkSource },
        { "path_link", (ulong)WasiRights.PathLinkTarget },
        { "path_open", (ulong)WasiRights.PathOpen },
        { "fd_readdir", (ulong)WasiRights.FdReaddir },
        { "path_readlink", (ulong)WasiRights.PathReadlink },
        { "path_rename", (ulong)WasiRights.PathRenameSource },
        { "path_rename", (ulong)WasiRights.PathRenameTarget },
        { "path_filestat_get", (ulong)WasiRights.PathFilestatGet },
        { "path_filestat_set_times", (ulong)WasiRights.PathFilestatSetTimes },
        { "path_symlink", (ulong)WasiRights.PathSymlink },
        { "path_remove_directory", (ulong)WasiRights.PathRemoveDirectory },
        { "path_unlink_file", (ulong)WasiRights.PathUnlinkFile },
    };

    [Theory]
    [MemberData(nameof(FileRights))]
    public void FunctionOnAFileNeedsItsRight(string name, ulong rights)
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Open("f", out _));
        Assert.Equal(WasiErrno.Success, CallOnFile(guest, name));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_rights", File, (long)(WasiRights.File & ~(WasiRights)rights), 0));
        Assert.Equal(WasiErrno.Notcapable, CallOnFile(guest, name));
    }

    [Theory]
    [MemberData(nameof(DirectoryRights))]
    public void FunctionOnADirectoryNeedsItsRight(string name, ulong right)
    {
        using WasiGuest allowed = New();
        Assert.Equal(WasiErrno.Success, CallOnDirectory(allowed, name));
        using WasiGuest guest = New();
        long inheriting = (long)WasiRights.DirectoryInheriting;
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_rights", Directory, (long)(WasiRights.Directory & ~(WasiRights)right), inheriting));
        Assert.Equal(WasiErrno.Notcapable, CallOnDirectory(guest, name));
    }

    [Theory]
    [InlineData(1u, (ulong)WasiRights.PathCreateFile)]
    [InlineData(8u, (ulong)WasiRights.PathFilestatSetSize)]
    public void MakingAndEmptyingFilesNeedTheirRights(uint openFlags, ulong right)
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint fd, openFlags));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_close", fd));
        guest.Call("fd_fdstat_set_rights", Directory, (long)(WasiRights.Directory & ~(WasiRights)right), (long)WasiRights.DirectoryInheriting);
        Assert.Equal(WasiErrno.Notcapable, guest.Open("f", out _, openFlags));
    }

    [Fact]
    public void DroppedRightsDoNotComeBack()
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Open("f", out _));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_rights", File, (long)WasiRights.FdRead, 0));
        Assert.Equal(WasiErrno.Notcapable, guest.Call("fd_fdstat_set_rights", File, (long)(WasiRights.FdRead | WasiRights.FdWrite), 0));
        Assert.Equal(WasiErrno.Notcapable, guest.Write((uint)File, "x").Errno);
        Assert.Equal((WasiErrno.Success, "content"), guest.Read((uint)File));
    }

    [Fact]
    public void WhatADirectoryMayNotPassOnCannotBeHad()
    {
        using WasiGuest guest = New();
        WasiRights readOnly = WasiRights.FdRead | WasiRights.FdSeek;
        Assert.Equal(WasiErrno.Success, guest.Call("fd_fdstat_set_rights", Directory, (long)WasiRights.Directory, (long)readOnly));
        Assert.Equal(WasiErrno.Notcapable, guest.Open("f", out _, 0, readOnly | WasiRights.FdWrite));
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint fd, 0, readOnly));
        Assert.Equal(WasiErrno.Notcapable, guest.Write(fd, "x").Errno);
    }

    [Fact]
    public void RenumberedDescriptorKeepsItsRights()
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint readable, 0, WasiRights.FdRead));
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint writable, 0, WasiRights.FdWrite));
        Assert.Equal(WasiErrno.Success, guest.Call("fd_renumber", readable, writable));
        Assert.Equal(WasiErrno.Notcapable, guest.Write(writable, "x").Errno);
        Assert.Equal((WasiErrno.Success, "content"), guest.Read(writable));
        Assert.Equal(WasiErrno.Badf, guest.Read(readable).Errno);
    }

    [Fact]
    public void PollingNeedsItsRight()
    {
        using WasiGuest guest = New();
        Assert.Equal(WasiErrno.Success, guest.Open("f", out uint fd, 0, WasiRights.FdRead));
        var subscription = new byte[48];
        subscription[8] = 1;
        subscription[16] = (byte)fd;
        Assert.Equal(WasiErrno.Success, guest.Call("poll_oneoff", guest.Put(subscription), WasiGuest.Buffer, 1, WasiGuest.Answer));
        Assert.Equal((ushort)WasiErrno.Notcapable, guest.Memory.Read<ushort>(WasiGuest.Buffer + 8));
    }

    private static WasiGuest New()
    {
        var files = new MemoryFileSystem();
        files.WriteFile("f", "content"u8);
        using IDirectoryHandle root = files.OpenRoot();
        Assert.Equal(WasiErrno.Success, root.CreateDirectory("empty"));
        Assert.Equal(WasiErrno.Success, root.CreateSymbolicLink("link", "f"));
        return new WasiGuest(WasiGuest.Mounting(files));
    }

    private static WasiErrno CallOnFile(WasiGuest guest, string name)
    {
        long buffers = guest.PutBuffer(WasiGuest.Buffer, 4);
        return name switch
        {
            "fd_read" or "fd_write" => guest.Call(name, File, buffers, 1, WasiGuest.Answer),
            "fd_pread" or "fd_pwrite" => guest.Call(name, File, buffers, 1, 0, WasiGuest.Answer),
            "fd_seek" => guest.Call(name, File, 1, 0, WasiGuest.Answer),
            "fd_tell" or "fd_filestat_get" => guest.Call(name, File, WasiGuest.Answer),
            "fd_fdstat_set_flags" or "fd_filestat_set_size" => guest.Call(name, File, 1),
            "fd_advise" => guest.Call(name, File, 0, 0, 0),
            "fd_allocate" => guest.Call(name, File, 0, 16),
            "fd_filestat_set_times" => guest.Call(name, File, 1, 1, 5),
            _ => guest.Call(name, File),
        };
    }

    private static WasiErrno CallOnDirectory(WasiGuest guest, string name)
    {
        long file = guest.Put("f"u8);
        long fresh = guest.Put("new"u8);
        long empty = guest.Put("empty"u8);
        long link = guest.Put("link"u8);
        return name switch
        {
            "path_create_directory" => guest.Call(name, Directory, fresh, 3),
            "path_link" => guest.Call(name, Directory, 0, file, 1, Directory, fresh, 3),
            "path_open" => guest.Call(name, Directory, 0, file, 1, 0, (long)WasiRights.FdRead, 0, 0, WasiGuest.Answer),
            "fd_readdir" => guest.Call(name, Directory, WasiGuest.Buffer, 4096, 0, WasiGuest.Answer),
            "path_readlink" => guest.Call(name, Directory, link, 4, WasiGuest.Buffer, 64, WasiGuest.Answer),
            "path_rename" => guest.Call(name, Directory, file, 1, Directory, fresh, 3),
            "path_filestat_get" => guest.Call(name, Directory, 0, file, 1, WasiGuest.Buffer),
            "path_filestat_set_times" => guest.Call(name, Directory, 0, file, 1, 1, 1, 5),
            "path_symlink" => guest.Call(name, file, 1, Directory, fresh, 3),
            "path_remove_directory" => guest.Call(name, Directory, empty, 5),
            _ => guest.Call(name, Directory, file, 1),
        };
    }
}
