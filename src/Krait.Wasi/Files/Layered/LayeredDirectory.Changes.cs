using System;
using System.Collections.Generic;

namespace Krait.Wasi.Files.Layered;

/// <summary>Changing an open directory of two layers.</summary>
internal sealed partial class LayeredDirectory
{
    private const int CopyBytes = 1 << 16;

    public IFileHandle? OpenFile(string name, FileOpenModes modes, out WasiErrno errno)
    {
        lock (owner.Gate)
        {
            errno = Find(name, out FileStat stat, out Place place);
            if (errno == WasiErrno.Noent && modes.HasFlag(FileOpenModes.Create))
            {
                errno = MakeRoomFor(name);
                return errno == WasiErrno.Success ? pair.Upper!.OpenFile(name, modes, out errno) : null;
            }

            if (errno != WasiErrno.Success)
                return null;
            if (place == Place.Upper)
                return pair.Upper!.OpenFile(name, modes, out errno);
            if (modes.HasFlag(FileOpenModes.Create | FileOpenModes.Exclusive))
                errno = WasiErrno.Exist;
            if (errno == WasiErrno.Success && stat.Type != WasiFileType.RegularFile)
                errno = stat.Type == WasiFileType.SymbolicLink ? WasiErrno.Loop : WasiErrno.Isdir;
            if (errno != WasiErrno.Success)
                return null;
            if ((modes & (FileOpenModes.Write | FileOpenModes.Truncate)) == 0)
                return pair.Lower!.OpenFile(name, modes, out errno);
            errno = CopyUp(name, stat);
            return errno == WasiErrno.Success ? pair.Upper!.OpenFile(name, modes, out errno) : null;
        }
    }

    public WasiErrno CreateDirectory(string name)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = CheckNew(name);
            if (errno != WasiErrno.Success)
                return errno;
            if (pair.MakeUpper(out errno) is not { } upper)
                return errno;
            bool hidesLower = IsRemoved(name);
            errno = upper.CreateDirectory(name);
            if (errno == WasiErrno.Success && hidesLower)
                errno = HideLower(upper, name);
            return errno == WasiErrno.Success && hidesLower ? upper.RemoveFile(Markers.Removed(name)) : errno;
        }
    }

    public WasiErrno CreateSymbolicLink(string name, string target)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = CheckNew(name);
            if (errno == WasiErrno.Success)
                errno = MakeRoomFor(name);
            return errno == WasiErrno.Success ? pair.Upper!.CreateSymbolicLink(name, target) : errno;
        }
    }

    public WasiErrno CreateHardLink(string name, IDirectoryHandle existingDirectory, string existingName)
    {
        if (existingDirectory is not LayeredDirectory source || !ReferenceEquals(source.Owner, owner))
            return WasiErrno.Xdev;
        lock (owner.Gate)
        {
            WasiErrno errno = source.Find(existingName, out FileStat stat, out Place place);
            if (errno == WasiErrno.Success && stat.Type == WasiFileType.Directory)
                errno = WasiErrno.Perm;
            if (errno == WasiErrno.Success)
                errno = CheckNew(name);
            if (errno == WasiErrno.Success && place == Place.Lower)
                errno = source.CopyUp(existingName, stat);
            if (errno == WasiErrno.Success)
                errno = MakeRoomFor(name);
            return errno == WasiErrno.Success ? pair.Upper!.CreateHardLink(name, source.Pair.Upper!, existingName) : errno;
        }
    }

    public WasiErrno RemoveFile(string name)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = Find(name, out FileStat stat, out Place place);
            if (errno != WasiErrno.Success)
                return errno;
            if (stat.Type == WasiFileType.Directory)
                return WasiErrno.Isdir;
            if (place == Place.Upper)
                errno = pair.Upper!.RemoveFile(name);
            return errno == WasiErrno.Success ? HideFromLower(name) : errno;
        }
    }

    public WasiErrno RemoveDirectory(string name)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = Find(name, out FileStat stat, out Place place);
            if (errno != WasiErrno.Success)
                return errno;
            if (stat.Type != WasiFileType.Directory)
                return WasiErrno.Notdir;
            errno = CheckEmpty(name);
            if (errno == WasiErrno.Success && place == Place.Upper)
                errno = RemoveUpperDirectory(name);
            return errno == WasiErrno.Success ? HideFromLower(name) : errno;
        }
    }

    public WasiErrno Rename(string name, IDirectoryHandle newDirectory, string newName)
    {
        if (newDirectory is not LayeredDirectory target || !ReferenceEquals(target.Owner, owner))
            return WasiErrno.Xdev;
        lock (owner.Gate)
        {
            WasiErrno errno = Find(name, out FileStat stat, out Place place);
            if (errno != WasiErrno.Success)
                return errno;
            bool isDirectory = stat.Type == WasiFileType.Directory;
            errno = target.Find(newName, out FileStat there, out Place newPlace);
            if (errno is not (WasiErrno.Success or WasiErrno.Noent))
                return errno;
            if (errno == WasiErrno.Success && (stat.Device, stat.Inode) == (there.Device, there.Inode))
                return WasiErrno.Success;
            errno = errno == WasiErrno.Success ? target.CheckReplacement(isDirectory, newName, there) : target.CheckNew(newName);
            if (errno == WasiErrno.Success && isDirectory && (place == Place.Lower || HasLowerPart(name)))
                errno = WasiErrno.Xdev;
            if (errno == WasiErrno.Success && place == Place.Lower)
                errno = CopyUp(name, stat);
            if (errno == WasiErrno.Success && isDirectory && newPlace == Place.Upper)
                errno = target.RemoveUpperDirectory(newName);
            if (errno == WasiErrno.Success)
                errno = target.MakeRoomFor(newName);
            if (errno == WasiErrno.Success && isDirectory && target.IsInLower(newName, out _))
                errno = HideLower(pair.Upper!, name);
            if (errno == WasiErrno.Success)
                errno = pair.Upper!.Rename(name, target.Pair.Upper!, newName);
            return errno == WasiErrno.Success ? HideFromLower(name) : errno;
        }
    }

    public WasiErrno SetTimes(FileTimes times)
    {
        lock (owner.Gate)
            return pair.MakeUpper(out WasiErrno errno) is { } upper ? upper.SetTimes(times) : errno;
    }

    public WasiErrno SetEntryTimes(string name, FileTimes times)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = Find(name, out FileStat stat, out Place place);
            if (errno == WasiErrno.Success && place == Place.Lower)
                errno = CopyUp(name, stat);
            return errno == WasiErrno.Success ? pair.Upper!.SetEntryTimes(name, times) : errno;
        }
    }

    public WasiErrno SetPermissions(int permissions)
    {
        lock (owner.Gate)
            return pair.MakeUpper(out WasiErrno errno) is { } upper ? upper.SetPermissions(permissions) : errno;
    }

    public WasiErrno SetEntryPermissions(string name, int permissions)
    {
        lock (owner.Gate)
        {
            WasiErrno errno = Find(name, out FileStat stat, out Place place);
            if (errno == WasiErrno.Success && place == Place.Lower)
                errno = CopyUp(name, stat);
            return errno == WasiErrno.Success ? pair.Upper!.SetEntryPermissions(name, permissions) : errno;
        }
    }

    private LayeredFileSystem Owner => owner;

    private LayerPair Pair => pair;

    private static WasiErrno HideLower(IDirectoryHandle upper, string name)
    {
        using IDirectoryHandle? made = upper.OpenDirectory(name, out WasiErrno errno);
        return made is null ? errno : MakeMarker(made, Markers.Opaque);
    }

    private static WasiErrno MakeMarker(IDirectoryHandle directory, string name)
    {
        directory.OpenFile(name, FileOpenModes.Write | FileOpenModes.Create, out WasiErrno errno)?.Dispose();
        return errno;
    }

    private WasiErrno CheckNew(string name)
    {
        if (Markers.IsMarker(name))
            return WasiErrno.Inval;
        WasiErrno errno = Find(name, out _, out _);
        if (errno == WasiErrno.Success)
            return WasiErrno.Exist;
        return errno == WasiErrno.Noent ? WasiErrno.Success : errno;
    }

    private WasiErrno CheckReplacement(bool isDirectory, string name, in FileStat there)
    {
        if (there.Type != WasiFileType.Directory)
            return isDirectory ? WasiErrno.Notdir : WasiErrno.Success;
        return isDirectory ? CheckEmpty(name) : WasiErrno.Isdir;
    }

    private WasiErrno CheckEmpty(string name)
    {
        using IDirectoryHandle? directory = OpenDirectory(name, out WasiErrno errno);
        if (directory is null)
            return errno;
        IReadOnlyList<DirectoryEntry>? entries = directory.List(int.MaxValue, out errno);
        return entries is { Count: > 0 } ? WasiErrno.Notempty : errno;
    }

    private bool HasLowerPart(string name)
    {
        if (!IsInLower(name, out FileStat stat) || stat.Type != WasiFileType.Directory)
            return false;
        using IDirectoryHandle? upper = pair.Upper!.OpenDirectory(name, out _);
        return upper?.StatEntry(Markers.Opaque, out _) != WasiErrno.Success;
    }

    // The upper side is made, and the mark goes that would say of the new entry that it is removed.
    private WasiErrno MakeRoomFor(string name)
    {
        if (Markers.IsMarker(name))
            return WasiErrno.Inval;
        if (pair.MakeUpper(out WasiErrno errno) is not { } upper)
            return errno;
        errno = upper.RemoveFile(Markers.Removed(name));

        // A name so long that its mark does not fit has none.
        return errno is WasiErrno.Noent or WasiErrno.Nametoolong ? WasiErrno.Success : errno;
    }

    private WasiErrno HideFromLower(string name)
    {
        if (!IsInLower(name, out _))
            return WasiErrno.Success;
        return pair.MakeUpper(out WasiErrno errno) is { } upper ? MakeMarker(upper, Markers.Removed(name)) : errno;
    }

    // It is empty for the guest, so that only marks can be left in it.
    private WasiErrno RemoveUpperDirectory(string name)
    {
        using (IDirectoryHandle? directory = pair.Upper!.OpenDirectory(name, out WasiErrno errno))
        {
            if (directory?.List(int.MaxValue, out errno) is not { } marks)
                return errno;
            foreach (DirectoryEntry mark in marks)
                directory.RemoveFile(mark.Name);
        }

        return pair.Upper!.RemoveDirectory(name);
    }

    private WasiErrno CopyUp(string name, in FileStat stat)
    {
        if (pair.MakeUpper(out WasiErrno errno) is not { } upper)
            return errno;
        switch (stat.Type)
        {
            case WasiFileType.Directory:
                errno = upper.CreateDirectory(name);
                break;
            case WasiFileType.SymbolicLink:
                errno = pair.Lower!.ReadLink(name, out errno) is { } target ? upper.CreateSymbolicLink(name, target) : errno;
                break;
            case WasiFileType.RegularFile:
                errno = CopyContent(upper, name);
                if (errno != WasiErrno.Success)
                    upper.RemoveFile(name);
                break;
            default:
                return WasiErrno.Acces;
        }

        if (errno == WasiErrno.Success && stat.Permissions is { } permissions && upper.SetEntryPermissions(name, permissions) is var kept and not WasiErrno.Notsup)
            errno = kept;
        return errno == WasiErrno.Success ? upper.SetEntryTimes(name, new FileTimes(stat.AccessedNs, stat.ModifiedNs)) : errno;
    }

    private WasiErrno CopyContent(IDirectoryHandle upper, string name)
    {
        using IFileHandle? source = pair.Lower!.OpenFile(name, FileOpenModes.Read, out WasiErrno errno);
        if (source is null)
            return errno;
        using IFileHandle? copy = upper.OpenFile(name, FileOpenModes.Write | FileOpenModes.Create | FileOpenModes.Truncate, out errno);
        if (copy is null)
            return errno;
        byte[] buffer = new byte[CopyBytes];
        for (long offset = 0; ;)
        {
            errno = source.Read(offset, buffer, out int count);
            if (errno != WasiErrno.Success || count == 0)
                return errno;
            errno = copy.Write(offset, buffer.AsSpan(0, count), out int written);
            if (errno != WasiErrno.Success)
                return errno;
            if (written < count)
                return WasiErrno.Nospc;
            offset += count;
        }
    }
}
