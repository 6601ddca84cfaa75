using System;
using System.IO;
using System.IO.Compression;
using Krait.Testing;
using static Krait.Runtime.Tests.Snapshots.SnapshotModule;

namespace Krait.Runtime.Tests.Snapshots;

/// <summary>Snapshots in files whose memories are mapped.</summary>
public sealed class SnapshotMappedFileTests : IDisposable
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly CompiledModule s_module = s_engine.CompileText(Text);
    private static readonly Linker s_linker = new Linker(s_engine).DefineFunction("host", "tick", static () => 42);
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-snapshots").FullName;

    public SnapshotMappedFileTests()
    {
        SavedPath = Path.Combine(_folder, "saved");
        using Snapshot snapshot = Take();
        snapshot.SaveFile(SavedPath);
    }

    private string SavedPath { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LoadedSnapshotIsTheSavedOne()
    {
        using Snapshot taken = Take();
        using Instance original = taken.Instantiate();
        using Snapshot snapshot = Snapshot.LoadFile(s_module, SavedPath);
        Assert.Equal(taken.ImageBytes, snapshot.ImageBytes);
        using Instance copy = snapshot.Instantiate(s_linker);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(State(original), State(copy));
            Assert.True(original.GetMemory("memory").Bytes.SequenceEqual(copy.GetMemory("memory").Bytes));
            Assert.Equal(4, Call(copy, "grow"));
            copy.GetMemory("memory").Bytes.Fill(0xEE);
            copy.Reset();
        }
    }

    [Fact]
    public void MemoryStaysInTheFileWhereTheSystemCanMapIt()
    {
        using Snapshot snapshot = Snapshot.LoadFile(s_module, SavedPath);
        Assert.Equal(OperatingSystem.IsLinux(), snapshot.Image.Memories[0].FileOffset > 0);
        Assert.Equal(0, snapshot.Image.Memories[0].FileOffset % Memory.PageSizeBytes);
    }

    [Fact]
    public void WhatAGuestWritesDoesNotReachTheFile()
    {
        byte[] before = File.ReadAllBytes(SavedPath);
        using Snapshot snapshot = Snapshot.LoadFile(s_module, SavedPath);
        using Instance first = snapshot.Instantiate(s_linker);
        using Instance second = snapshot.Instantiate(s_linker);
        string state = State(second);
        first.GetMemory("memory").Bytes.Fill(0xEE);
        Assert.Equal(state, State(second));
        Assert.Equal(before, File.ReadAllBytes(SavedPath));
    }

    [Fact]
    public void FileCanBeReplacedAndDeletedWhileItsSnapshotIsInUse()
    {
        using Snapshot first = Snapshot.LoadFile(s_module, SavedPath);
        using Instance copy = first.Instantiate(s_linker);
        string state = State(copy);
        copy.GetFunction("change").Invoke();
        string changed = State(copy);
        using (Snapshot again = copy.TakeSnapshot())
            again.SaveFile(SavedPath);
        using Snapshot second = Snapshot.LoadFile(s_module, SavedPath);
        File.Delete(SavedPath);
        using Instance other = second.Instantiate(s_linker);
        copy.Reset();
        Assert.Equal(state, State(copy));
        Assert.Equal(changed, State(other));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void FileThatOthersMayWriteToIsReadInsteadOfMapped()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("files have no such permissions here");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SavedPath));
        File.SetUnixFileMode(SavedPath, File.GetUnixFileMode(SavedPath) | UnixFileMode.GroupWrite);
        using Snapshot snapshot = Snapshot.LoadFile(s_module, SavedPath);
        Assert.Equal(0, snapshot.Image.Memories[0].FileOffset);
        using Snapshot taken = Take();
        using Instance original = taken.Instantiate();
        using Instance copy = snapshot.Instantiate(s_linker);
        Assert.Equal(State(original), State(copy));
    }

    [Fact]
    public void BothLayoutsLoadFromFilesAndStreams()
    {
        using Snapshot taken = Take();
        using Instance original = taken.Instantiate();
        string state = State(original);
        string packedPath = Path.Combine(_folder, "packed");
        using (FileStream stream = File.Create(packedPath))
            taken.Save(stream);
        using Snapshot packed = Snapshot.LoadFile(s_module, packedPath);
        Assert.Equal(state, State(packed.Instantiate(s_linker)));
        using FileStream file = File.OpenRead(SavedPath);
        using Snapshot streamed = Snapshot.Load(s_module, file);
        Assert.Equal(state, State(streamed.Instantiate(s_linker)));
        Assert.Equal(file.Length, file.Position);

        // A stream that cannot seek: holes are read.
        MemoryStream compressed = new();
        using (DeflateStream deflate = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(File.ReadAllBytes(SavedPath));
        compressed.Position = 0;
        using Snapshot inflated = Snapshot.Load(s_module, new DeflateStream(compressed, CompressionMode.Decompress));
        Assert.Equal(state, State(inflated.Instantiate(s_linker)));
    }

    [Fact]
    public void EveryCutIsFound()
    {
        byte[] saved = File.ReadAllBytes(SavedPath);
        for (int length = 0; length < saved.Length; length += length < 300 || saved.Length - 50 < length ? 1 : 1999)
            Assert.Contains("it ends after", Refusal(saved.AsSpan(0, length)), StringComparison.Ordinal);
    }

    [Fact]
    public void DamageInHeadAndContentIsFound()
    {
        byte[] saved = File.ReadAllBytes(SavedPath);
        int start = saved.Length - (2 * Memory.PageSizeBytes);
        int[] places = [.. System.Linq.Enumerable.Range(0, 300), start, start + 8, start + 100_000, saved.Length - 1];
        foreach (int at in places)
        {
            byte[] damaged = [.. saved];
            damaged[at] ^= 0x40;
            Refusal(damaged);
        }
    }

    [Fact]
    public void SnapshotOfAnotherModuleIsRefused()
    {
        using CompiledModule other = s_engine.CompileText("(module (memory 1))");
        Assert.Contains("taken of the module", Assert.Throws<SnapshotException>(() => Snapshot.LoadFile(other, SavedPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatCannotBeWrittenOrReadIsAnError()
    {
        using Snapshot snapshot = Take();
        Assert.Throws<DirectoryNotFoundException>(() => snapshot.SaveFile(Path.Combine(_folder, "none", "saved")));
        Directory.CreateDirectory(Path.Combine(_folder, "taken"));
        Assert.ThrowsAny<Exception>(() => snapshot.SaveFile(Path.Combine(_folder, "taken")));
        Assert.Equal([SavedPath], Directory.GetFiles(_folder));
        Assert.Throws<FileNotFoundException>(() => Snapshot.LoadFile(s_module, Path.Combine(_folder, "none")));
    }

    [Fact]
    public void ModuleWithoutMemoryCanBeSaved()
    {
        using CompiledModule module = s_engine.CompileText("""(module (global (export "g") (mut i32) (i32.const 5)))""");
        using Instance original = new Linker(s_engine).Instantiate(module);
        original.GetGlobal("g").SetValue(9);
        using (Snapshot snapshot = original.TakeSnapshot())
            snapshot.SaveFile(SavedPath);
        using Snapshot loaded = Snapshot.LoadFile(module, SavedPath);
        using Instance copy = loaded.Instantiate(new Linker(s_engine));
        Assert.Equal(9, copy.GetGlobal("g").GetValue().AsInt32());
    }

    private string Refusal(ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(_folder, "refused");
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Assert.Throws<SnapshotException>(() => Snapshot.LoadFile(s_module, path)).Message;
    }

    private static Snapshot Take()
    {
        using Instance original = s_linker.Instantiate(s_module);
        original.GetFunction("change").Invoke();
        return original.TakeSnapshot();
    }
}
