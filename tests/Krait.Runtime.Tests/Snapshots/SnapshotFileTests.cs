using System;
using System.IO;
using System.Security.Cryptography;
using Krait.Testing;
using static Krait.Runtime.Tests.Snapshots.SnapshotModule;

namespace Krait.Runtime.Tests.Snapshots;

public class SnapshotFileTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly CompiledModule s_module = s_engine.CompileText(Text);
    private static readonly Linker s_linker = new Linker(s_engine).DefineFunction("host", "tick", static () => 42);
    private static readonly byte[] s_saved = Save(out s_headBytes);
    private static readonly int s_headBytes;

    [Fact]
    public void LoadedSnapshotIsTheSavedOne()
    {
        using Engine other = TestEngine.New();
        using CompiledModule module = other.CompileText(Text);
        using Snapshot snapshot = Snapshot.Load(module, new MemoryStream(s_saved));
        using Instance copy = snapshot.Instantiate(new Linker(other).DefineFunction("host", "tick", static () => 42));
        using Instance original = s_linker.Instantiate(s_module);
        original.GetFunction("change").Invoke();
        Assert.Equal(State(original), State(copy));
        Assert.Equal(2, Call(copy, "call", 3));
        Assert.Equal(42, Call(copy, "call", 2));
        Assert.Equal(2, Call(copy, "held"));
        Assert.Equal("active bytes", copy.GetMemory("memory").ReadUtf8(100000, 12));
        copy.GetFunction("copy_data").Invoke();
        copy.Reset();
        Assert.Equal(0, copy.GetMemory("memory").Read<int>(0));
        Assert.Throws<LinkException>(() => snapshot.Instantiate());
    }

    [Fact]
    public void SavedSnapshotLeavesZerosOut() => Assert.InRange(s_saved.Length, 12_000, 16_000);

    [Fact]
    public void SavingTwiceGivesTheSameBytes()
    {
        using Snapshot snapshot = Snapshot.Load(s_module, new MemoryStream(s_saved));
        using MemoryStream again = new();
        snapshot.Save(again);
        Assert.Equal(s_saved, again.ToArray());
    }

    [Fact]
    public void EveryCutIsFound()
    {
        for (int length = 0; length < s_saved.Length; length += length < 200 || s_saved.Length - 400 < length ? 1 : 997)
            Assert.Contains("it ends after", Refusal(s_saved.AsSpan(0, length).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryDamagedByteIsFound()
    {
        for (int at = 0; at < s_saved.Length; at += at < 200 || s_saved.Length - 400 < at ? 1 : 997)
        {
            byte[] damaged = [.. s_saved];
            damaged[at] ^= 0x40;
            Refusal(damaged);
        }
    }

    [Fact]
    public void WhatWasRewrittenWithItsHashIsCheckedAgainstTheModule()
    {
        // Whoever knows the format can make the hash fit; numbers that the module does not allow are refused all the same.
        var random = new Random(11);
        int accepted = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] changed = [.. s_saved];
            int at = random.Next(48, s_headBytes - 36);
            changed[at] = (byte)random.Next(256);
            SHA256.HashData(changed.AsSpan(0, s_headBytes - 32)).CopyTo(changed, s_headBytes - 32);
            try
            {
                using Snapshot snapshot = Snapshot.Load(s_module, new MemoryStream(changed));
                using Instance copy = snapshot.Instantiate(s_linker);
                for (int entry = 0; entry < copy.GetTable("table").Length; entry++)
                    _ = copy.GetTable("table").Get(entry);
                accepted++;
            }
            catch (SnapshotException)
            {
                // Most changes in a memory are fine; those of counts and references end here.
            }
        }

        Assert.InRange(accepted, 1, 400);
    }

    [Theory]
    [InlineData(0xFFFF_FFFF_FFFF_0000)]
    [InlineData(11UL * 65536)]
    [InlineData(65536UL)]
    [InlineData(2UL * 65536 + 1)]
    public void MemorySizeMustBeAllowed(ulong lengthBytes)
    {
        byte[] changed = [.. s_saved];
        BitConverter.TryWriteBytes(changed.AsSpan(52), lengthBytes);
        Assert.Contains("which the module does not allow", Refusal(changed), StringComparison.Ordinal);
    }

    [Fact]
    public void SnapshotOfAnotherModuleIsRefused()
    {
        CompiledModule other = s_engine.CompileText("(module (memory 1))");
        Assert.Contains("taken of the module", Assert.Throws<SnapshotException>(() => Snapshot.Load(other, new MemoryStream(s_saved))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherVersionIsRefused()
    {
        byte[] changed = [.. s_saved];
        changed[8] = 9;
        Assert.Contains("version is 9", Refusal(changed), StringComparison.Ordinal);
        changed[0] = (byte)'x';
        Assert.Contains("does not begin", Refusal(changed), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<SnapshotException>(() => Snapshot.Load(s_module, new MemoryStream(bytes))).Message;

    // The head ends where the blocks that are not zeros begin.
    private static byte[] Save(out int headBytes)
    {
        using Instance original = s_linker.Instantiate(s_module);
        original.GetFunction("change").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        using MemoryStream stream = new();
        snapshot.Save(stream);
        headBytes = (int)(stream.Length - snapshot.ImageBytes);
        return stream.ToArray();
    }
}
