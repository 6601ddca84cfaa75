using System;
using System.Linq;
using Krait.Runtime.Snapshots;

namespace Krait.Runtime.Tests.Snapshots;

/// <summary>Memories that begin as an image, mapped or copied: the same to guests.</summary>
public class MemoryImageTests
{
    private const ulong TwoPages = 2 * Memory.PageSizeBytes;

    /// <summary>Both ways to keep an image.</summary>
    public static TheoryData<string> Storages => [nameof(ImageStorage.File), nameof(ImageStorage.Memory)];

    [Theory]
    [MemberData(nameof(Storages))]
    public void MemoryGoesBackToItsImage(string storage)
    {
        MemoryImage image = New(Enum.Parse<ImageStorage>(storage));
        Memory memory = new(image, 10, ulong.MaxValue);
        Assert.Equal((long)TwoPages, memory.SizeBytes);
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(0, memory.Read<byte>(4095));
            Assert.True(memory.GetSpan(8192, 4096).ContainsAnyExcept((byte)0) && !memory.GetSpan(8192, 4096).ContainsAnyExcept((byte)7));
            Assert.False(memory.GetSpan(12288, (int)TwoPages - 12288).ContainsAnyExcept((byte)0));
            Assert.True(memory.TryGrow(2, out _));
            Assert.False(memory.GetSpan((long)TwoPages, (int)TwoPages).ContainsAnyExcept((byte)0));
            memory.Bytes.Fill(0xEE);
            memory.Reset(image);
        }

        memory.Free();
        image.Free();
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void MemoriesOfOneImageAreSeparate(string storage)
    {
        MemoryImage image = New(Enum.Parse<ImageStorage>(storage));
        Memory first = new(image, null, 1 << 20);
        Memory second = new(image, null, 1 << 20);
        first.Bytes.Fill(1);
        Assert.Equal(7, second.Read<byte>(8192));
        Assert.Equal(0, second.Read<byte>(0));
        image.Free();
        Assert.Equal(7, second.Read<byte>(9000));
        Assert.Equal(1, first.Read<byte>(9000));
        first.Free();
        second.Free();
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public void OnlyBlocksThatWereWrittenAreListed(string storage)
    {
        MemoryImage image = New(Enum.Parse<ImageStorage>(storage));
        image.Write(12288, Block(9));
        image.Write(TwoPages - 4096, Block(9));
        Assert.Equal([(8192UL, 8192UL), (TwoPages - 4096, 4096UL)], image.Ranges().ToArray());
        Assert.Equal(3 * 4096, image.PresentBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Write(TwoPages, Block(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Bytes(TwoPages - 1, 2).Length);
        image.Free();
    }

    [Fact]
    public void EmptyImageIsAnEmptyMemory()
    {
        MemoryImage image = MemoryImage.OfZeros(0);
        Memory memory = new(image, 1, ulong.MaxValue);
        Assert.Equal(0, memory.SizeBytes);
        Assert.True(memory.TryGrow(1, out _));
        memory.Write(65535, (byte)1);
        memory.Reset(image);
        Assert.Equal(0, memory.SizeBytes);
        Assert.True(memory.TryGrow(1, out _));
        Assert.Equal(0, memory.Read<byte>(65535));
        memory.Free();
        image.Free();
    }

    private static MemoryImage New(ImageStorage storage)
    {
        MemoryImage image = MemoryImage.OfZeros(TwoPages, storage);
        image.Write(8192, Block(7));
        return image;
    }

    private static byte[] Block(byte value)
    {
        byte[] block = new byte[MemoryImage.BlockBytes];
        block.AsSpan().Fill(value);
        return block;
    }
}
