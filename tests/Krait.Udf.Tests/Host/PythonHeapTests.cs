using System;
using System.Collections.Generic;
using Krait.Runtime;
using Krait.Udf.Host;

namespace Krait.Udf.Tests.Host;

public class PythonHeapTests
{
    [Fact]
    public void GivesAlignedBlocksThatDoNotOverlap()
    {
        var memory = new Memory(1, 64);
        var heap = new PythonHeap(memory);
        var blocks = new List<(uint Start, uint End)>();
        for (uint size = 1; size < 3000; size += 7)
        {
            uint block = (uint)heap.Allocate(size);
            Assert.Equal(0u, block % 16);
            Assert.True(65_536 < block && block + size <= memory.SizeBytes);
            blocks.Add((block, block + size));
        }

        blocks.Sort();
        for (int i = 1; i < blocks.Count; i++)
            Assert.True(blocks[i - 1].End <= blocks[i].Start);
    }

    [Fact]
    public void UsesFreedBlocksAgain()
    {
        var memory = new Memory(1, 16);
        var heap = new PythonHeap(memory);
        for (int i = 0; i < 100_000; i++)
        {
            int block = heap.Allocate(1000);
            Assert.NotEqual(0, block);
            heap.Free((uint)block);
        }

        Assert.Equal(2 * 65_536, memory.SizeBytes);
    }

    [Fact]
    public void AnswersZeroAboveTheMemoryLimit()
    {
        var heap = new PythonHeap(new Memory(1, 2));
        Assert.Equal(0, heap.Allocate(100_000));
        Assert.Equal(0, heap.Allocate(0));
        Assert.Equal(0, heap.Allocate(uint.MaxValue));
        Assert.NotEqual(0, heap.Allocate(1000));
    }

    [Fact]
    public void FreesWhenTheCountReachesZero()
    {
        var memory = new Memory(1, 16);
        var heap = new PythonHeap(memory);
        uint block = (uint)heap.Allocate(100);
        heap.IncreaseCount(block);
        heap.DecreaseCount(block);
        Assert.NotEqual(block, (uint)heap.Allocate(100));
        heap.DecreaseCount(block);
        Assert.Equal(block, (uint)heap.Allocate(100));
    }

    [Fact]
    public void NullIsIgnored()
    {
        var heap = new PythonHeap(new Memory(1));
        heap.Free(0);
        heap.IncreaseCount(0);
        heap.DecreaseCount(0);
    }

    [Fact]
    public void RefusesDoubleFreeAndStrangePointers()
    {
        var heap = new PythonHeap(new Memory(1, 16));
        uint block = (uint)heap.Allocate(100);
        heap.Free(block);
        foreach (uint pointer in new[] { block, block + 16, 8u, 70_000u, uint.MaxValue, 0x8000_0000u })
        {
            UdfException error = Assert.Throws<UdfException>(() => heap.Free(pointer));
            Assert.Equal("MemoryError", error.Traceback!.Type);
            Assert.Throws<UdfException>(() => heap.IncreaseCount(pointer));
            Assert.Throws<UdfException>(() => heap.DecreaseCount(pointer));
        }
    }

    [Fact]
    public void KeepsToItselfWhenTheGuestOverwritesHeaders()
    {
        var random = new Random(12345);
        for (int round = 0; round < 200; round++)
        {
            var memory = new Memory(1, 8);
            var heap = new PythonHeap(memory);
            var blocks = new List<uint>();
            for (int step = 0; step < 300; step++)
            {
                uint block = (uint)heap.Allocate((uint)random.Next(1, 5000));
                if (block != 0)
                    blocks.Add(block);

                // The guest scribbles over its memory, headers included; most often with numbers that look like headers.
                memory.Write<uint>(random.Next(0, (int)memory.SizeBytes - 4), random.Next(3) == 0 ? (uint)random.Next() : (uint)random.Next(0, 40));
                if (blocks.Count != 0 && random.Next(2) == 0)
                {
                    try
                    {
                        heap.DecreaseCount(blocks[random.Next(blocks.Count)]);
                    }
                    catch (UdfException e)
                    {
                        Assert.Equal(UdfErrorCode.ExecutionFailed, e.Code);
                    }
                }
            }

            Assert.True(memory.SizeBytes <= 8 * 65_536);
        }
    }

    [Fact]
    public void WorksBesidePagesThatTheGuestGains()
    {
        var memory = new Memory(1, 64);
        var heap = new PythonHeap(memory);
        uint first = (uint)heap.Allocate(40_000);
        Assert.True(memory.TryGrow(3, out long guestPage));
        uint second = (uint)heap.Allocate(60_000);
        Assert.True(first + 40_000 <= guestPage * 65_536);
        Assert.True((guestPage + 3) * 65_536 <= second);
    }
}
