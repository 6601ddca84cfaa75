using System;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Limits;

public class MemoryLimitTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void GrowAnswersMinusOneAboveTheLimit()
    {
        using Instance instance = Growing(1, null).Instantiate(s_engine, new InstanceOptions { MaximumMemoryBytes = 3 * 65536 });
        Func<int, int> grow = instance.GetFunction<int, int>("grow");

        Assert.Equal(1, grow(2));
        Assert.Equal(-1, grow(1));
        Assert.Equal(-1, grow(65_535));
        Assert.Equal(-1, grow(-1));
        Assert.Equal(3 * 65536, instance.PeakMemoryBytes);
        Assert.Equal(3 * 65536, instance.GetMemory("memory").MaximumBytes);
    }

    [Fact]
    public void GrowAnswersMinusOneAboveTheDeclaredMaximum()
    {
        using Instance instance = Growing(1, 2).Instantiate(s_engine);
        Func<int, int> grow = instance.GetFunction<int, int>("grow");

        Assert.Equal(1, grow(1));
        Assert.Equal(-1, grow(1));
        Assert.Equal(2, grow(0));
    }

    [Fact]
    public void InstantiationRefusesAMemoryThatStartsAboveTheLimit()
    {
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => Growing(65_536, null).Instantiate(s_engine, new InstanceOptions { MaximumMemoryBytes = 16 << 20 }));

        Assert.Equal(ResourceKind.Memory, error.Kind);
        Assert.Equal(16 << 20, error.Limit);
        Assert.Equal("memory limit of 16777216 bytes reached: the module asks for 4294967296 bytes at the start", error.Message);
    }

    [Fact]
    public void FourGibibytesAreReservedWithoutBeingUsed()
    {
        using Instance instance = Growing(1, null).Instantiate(s_engine, new InstanceOptions { MaximumMemoryBytes = 1L << 32 });

        Assert.Equal(1, instance.GetFunction<int, int>("grow")(65_535));
        instance.GetMemory("memory").Write(uint.MaxValue - 3L, 42);
        Assert.Equal(42, instance.GetFunction<int, int>("load")(-4));
        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction<int, int>("load")(-3));
        Assert.Equal("out of bounds memory access", error.Message);
    }

    [Fact]
    public void MemoryStaysWhereItIsWhenItGrows()
    {
        using Instance instance = Growing(1, null).Instantiate(s_engine);
        Span<byte> before = instance.GetMemory("memory").Bytes;
        instance.GetFunction<int, int>("grow")(100);
        before[5] = 7;

        Assert.Equal(7, instance.GetMemory("memory").Read<byte>(5));
    }

    [Fact]
    public void InstantiationRefusesATableThatStartsAboveTheLimit()
    {
        WasmBuilder builder = new();
        int f = builder.Function("f", [], [], [], code => code.Op(WasmOp.Nop));
        builder.Table(f, f, f);

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => builder.Instantiate(s_engine, new InstanceOptions { MaximumTableElements = 3 }));

        Assert.Equal(ResourceKind.TableElements, error.Kind);
    }

    [Theory]
    [InlineData(-1L, 0)]
    [InlineData(65536L, 1)]
    [InlineData(65533L, 4)]
    [InlineData(long.MaxValue, 1)]
    public void HostAccessOutsideMemoryTraps(long address, int lengthBytes)
    {
        using Instance instance = Growing(1, 1).Instantiate(s_engine);
        Memory memory = instance.GetMemory("memory");

        Assert.Equal(
            TrapCode.OutOfBoundsMemoryAccess,
            Assert.Throws<TrapException>(() => memory.Read(address, new byte[lengthBytes])).Code);
    }

    [Fact]
    public void DisposedMemoryRefusesAccess()
    {
        Instance instance = Growing(1, 1).Instantiate(s_engine);
        Memory memory = instance.GetMemory("memory");
        Function function = instance.GetFunction("load");
        Func<int, int> load = instance.GetFunction<int, int>("load");
        instance.Dispose();

        Assert.Throws<ObjectDisposedException>(() => memory.Read<int>(0));
        Assert.Throws<ObjectDisposedException>(() => function.Invoke(0));
        Assert.Throws<ObjectDisposedException>(() => load(0));
    }

    private static WasmBuilder Growing(int minimumPages, int? maximumPages)
    {
        WasmBuilder builder = new();
        builder.Memory(minimumPages, maximumPages);
        builder.Function("grow", [I32], [I32], [], code => code.LocalGet(0).Op(WasmOp.MemoryGrow, 0));
        builder.Function("load", [I32], [I32], [], code => code.LocalGet(0).Memory(WasmOp.I32Load, 1, 0));
        return builder;
    }
}
