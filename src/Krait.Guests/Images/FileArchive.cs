using System;
using System.Collections.Generic;
using System.IO;
using Krait.Runtime;
using Krait.Wasi;

namespace Krait.Guests;

// The root's permissions, then one entry after the other, those of a directory behind it. "Directory" is the number of an entry, 0
// for the root, which has none; permissions are -1 where none are kept; strings as BinaryWriter writes them. Entries are numbered
// from 1 on.
//
//   kind          u8    0 ends the archive
//   directory     i32
//   name          string
//   permissions   i32
//   1 directory   nothing
//   2 link        target: string
//   3 file        size: i64, modified: u64 ns, blocks: i32, each with number: i64 and length: i32 and bytes; others are zeros
//   4 hard link   entry of the file: i32

/// <summary>The files of a sandbox as bytes.</summary>
internal static class FileArchive
{
    private const int BlockBytes = 4096;
    private const int NoPermissions = -1;
    private const byte End = 0;
    private const byte Folder = 1;
    private const byte Link = 2;
    private const byte File = 3;
    private const byte HardLink = 4;

    public static void Write(BinaryWriter writer, MemoryFileSystem files)
    {
        Dictionary<ulong, int> known = [];
        Queue<(IDirectoryHandle Directory, int Number)> open = new([(files.OpenRoot(), 0)]);
        files.OpenRoot().Stat(out FileStat root);
        writer.Write(root.Permissions ?? NoPermissions);
        int number = 0;
        while (open.TryDequeue(out (IDirectoryHandle Directory, int Number) next))
        {
            foreach (DirectoryEntry entry in next.Directory.List(int.MaxValue, out _)!)
            {
                number++;
                bool isKnown = entry.Type == WasiFileType.RegularFile && !known.TryAdd(entry.Inode, number);
                writer.Write(isKnown ? HardLink : entry.Type switch
                {
                    WasiFileType.Directory => Folder,
                    WasiFileType.SymbolicLink => Link,
                    _ => File,
                });
                writer.Write(next.Number);
                writer.Write(entry.Name);
                next.Directory.StatEntry(entry.Name, out FileStat stat);
                writer.Write(stat.Permissions ?? NoPermissions);
                if (isKnown)
                    writer.Write(known[entry.Inode]);
                else if (entry.Type == WasiFileType.Directory)
                    open.Enqueue((next.Directory.OpenDirectory(entry.Name, out _)!, number));
                else if (entry.Type == WasiFileType.SymbolicLink)
                    writer.Write(next.Directory.ReadLink(entry.Name, out _)!);
                else
                    WriteFile(writer, next.Directory, entry.Name);
            }
        }

        writer.Write(End);
    }

    /// <exception cref="SnapshotException">It is damaged.</exception>
    public static MemoryFileSystem Read(BinaryReader reader)
    {
        // What is there has been in memory, and nothing more is written to it.
        var files = new MemoryFileSystem(long.MaxValue);
        List<(IDirectoryHandle? Directory, IDirectoryHandle Parent, string Name)> entries = [(files.OpenRoot(), files.OpenRoot(), "")];
        int permissions = ReadPermissions(reader);
        if (permissions != NoPermissions)
            Check(files.OpenRoot().SetPermissions(permissions));
        for (byte kind = reader.ReadByte(); kind != End; kind = reader.ReadByte())
        {
            IDirectoryHandle parent = At(entries, reader.ReadInt32()).Directory ?? throw Damaged();
            string name = reader.ReadString();
            if (name is "" or "." or ".." || name.AsSpan().IndexOfAny('/', '\0') >= 0)
                throw Damaged();
            permissions = ReadPermissions(reader);
            IDirectoryHandle? made = null;
            switch (kind)
            {
                case Folder:
                    Check(parent.CreateDirectory(name));
                    made = parent.OpenDirectory(name, out _) ?? throw Damaged();
                    break;
                case Link:
                    Check(parent.CreateSymbolicLink(name, reader.ReadString()));
                    break;
                case File:
                    ReadFile(reader, parent, name);
                    break;
                case HardLink:
                    (_, IDirectoryHandle directory, string existing) = At(entries, reader.ReadInt32());
                    Check(existing.Length == 0 ? WasiErrno.Inval : parent.CreateHardLink(name, directory, existing));
                    break;
                default:
                    throw Damaged();
            }

            entries.Add((made, parent, name));
            if (permissions != NoPermissions)
                Check(parent.SetEntryPermissions(name, permissions));
        }

        return files;
    }

    private static (IDirectoryHandle? Directory, IDirectoryHandle Parent, string Name) At(List<(IDirectoryHandle? Directory, IDirectoryHandle Parent, string Name)> entries, int number) =>
        number >= 0 && number < entries.Count ? entries[number] : throw Damaged();

    private static void WriteFile(BinaryWriter writer, IDirectoryHandle directory, string name)
    {
        using IFileHandle file = directory.OpenFile(name, FileOpenModes.Read, out _)!;
        file.Stat(out FileStat stat);
        writer.Write((long)stat.SizeBytes);
        writer.Write(stat.ModifiedNs);
        long start = writer.BaseStream.Position;
        writer.Write(0);
        int count = 0;
        Span<byte> block = stackalloc byte[BlockBytes];
        for (long number = 0; number * BlockBytes < (long)stat.SizeBytes; number++)
        {
            file.Read(number * BlockBytes, block, out int length);
            if (block[..length].IndexOfAnyExcept((byte)0) < 0)
                continue;
            writer.Write(number);
            writer.Write(length);
            writer.Write(block[..length]);
            count++;
        }

        long end = writer.BaseStream.Position;
        writer.BaseStream.Position = start;
        writer.Write(count);
        writer.BaseStream.Position = end;
    }

    private static void ReadFile(BinaryReader reader, IDirectoryHandle parent, string name)
    {
        long size = reader.ReadInt64();
        ulong modified = reader.ReadUInt64();
        using IFileHandle file = parent.OpenFile(name, FileOpenModes.Write | FileOpenModes.Create | FileOpenModes.Exclusive, out _) ?? throw Damaged();
        for (int blocks = reader.ReadInt32(); blocks > 0; blocks--)
        {
            long number = reader.ReadInt64();
            int length = reader.ReadInt32();
            if (number < 0 || length is < 1 or > BlockBytes || number > (size - length) / BlockBytes)
                throw Damaged();
            byte[] content = reader.ReadBytes(length);
            Check(file.Write(number * BlockBytes, content, out int written));
            if (written != length)
                throw Damaged();
        }

        Check(size < 0 ? WasiErrno.Inval : file.SetSize(size));
        Check(file.SetTimes(new FileTimes(null, modified)));
    }

    private static int ReadPermissions(BinaryReader reader) =>
        reader.ReadInt32() is >= NoPermissions and <= 0xFFF and var permissions ? permissions : throw Damaged();

    private static void Check(WasiErrno errno)
    {
        if (errno != WasiErrno.Success)
            throw Damaged();
    }

    private static SnapshotException Damaged() => new("its files are damaged");
}
