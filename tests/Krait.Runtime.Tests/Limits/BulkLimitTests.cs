using System;
using System.Linq;
using Krait.Testing;

namespace Krait.Runtime.Tests.Limits;

// Operations on ranges: paid for before they begin, interruptible while they run, and covered during instantiation.
public class BulkLimitTests
{
    private const string Module = """
        (module
          (memory (export "memory") 1 2000)
          (table $t (export "table") 100 1000000 funcref)
          (data $d "0123456789")
          (elem $e func $f $f $f)
          (func $f)
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "grow_table") (param i32) (result i32) (table.grow $t (ref.null func) (local.get 0)))
          (func (export "fill") (param i32) (memory.fill (i32.const 0) (i32.const 1) (local.get 0)))
          (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
          (func (export "init") (param i32) (memory.init $d (i32.const 0) (i32.const 0) (local.get 0)))
          (func (export "table_fill") (param i32) (table.fill $t (i32.const 0) (ref.null func) (local.get 0)))
          (func (export "table_copy") (param i32 i32 i32) (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
          (func (export "table_init") (param i32) (table.init $t $e (i32.const 0) (i32.const 0) (local.get 0))))
        """;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();

    [Theory]
    [InlineData("grow", 2, 1 + 2)]
    [InlineData("grow", 5000, 1)]
    [InlineData("grow_table", 30, 2 + 30)]
    [InlineData("grow_table", -1, 2)]
    [InlineData("fill", 1000, 3 + 1000)]
    [InlineData("init", 10, 3 + 10)]
    [InlineData("table_fill", 50, 3 + 50)]
    [InlineData("table_init", 3, 3 + 3)]
    public void BulkOperationsCostAUnitPerItem(string function, int items, int expected)
    {
        using Instance instance = TextModule.Instantiate(s_metered, Module);
        instance.SetLimits(new CallLimits { Fuel = 100_000 });

        instance.GetFunction(function).Invoke(items);

        // The function's entry, its operation and its operand as well.
        Assert.Equal(expected + 2, instance.FuelUsed);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("table_copy")]
    public void CopiesCostAUnitPerItem(string function)
    {
        using Instance instance = TextModule.Instantiate(s_metered, Module);
        instance.SetLimits(new CallLimits { Fuel = 100_000 });

        instance.GetFunction(function).Invoke(10, 20, 70);

        Assert.Equal(1 + 3 + 1 + 70, instance.FuelUsed);
    }

    [Theory]
    [InlineData("fill", 1000)]
    [InlineData("table_fill", 50)]
    [InlineData("init", 10)]
    [InlineData("table_init", 3)]
    public void ABulkOperationThatIsTooDearDoesNotBegin(string function, int items)
    {
        using Instance instance = TextModule.Instantiate(s_metered, Module);
        instance.GetTable("table").Set(0, Value.FromFunction(instance.GetFunction("init")));
        instance.SetLimits(new CallLimits { Fuel = items + 2 });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetFunction(function).Invoke(items));

        Assert.Equal(ResourceKind.Fuel, error.Kind);
        Assert.Equal(0, instance.GetMemory("memory").Read<long>(0));
        Assert.Equal("init", ((Function)instance.GetTable("table").Get(0).Reference!).Name);
        Assert.Equal(function, error.Frames[0].FunctionName);
    }

    [Fact]
    public void OverlappingCopiesInChunksMoveEveryByte()
    {
        using Instance instance = TextModule.Instantiate(s_engine, Module);
        instance.GetFunction<int, int>("grow")(40);
        Memory memory = instance.GetMemory("memory");
        Action<int, int, int> copy = instance.GetAction<int, int, int>("copy");
        const int length = 2_000_001;
        byte[] original = new byte[length];
        new Random(1).NextBytes(original);
        foreach ((int from, int to) in new[] { (0, 1), (0, 70_000), (1, 0), (300_000, 5), (7, 7), (0, 262_144) })
        {
            memory.Write(from, original);
            copy(to, from, length);
            Assert.True(memory.GetSpan(to, length).SequenceEqual(original), $"{from} to {to}");
        }
    }

    [Fact]
    public void OverlappingTableCopiesInChunksMoveEveryElement()
    {
        using Instance instance = TextModule.Instantiate(s_engine, Module);
        instance.GetFunction<int, int>("grow_table")(200_000);
        Table table = instance.GetTable("table");
        Function[] functions = [.. new[] { "fill", "copy", "init", "grow", "table_fill" }.Select(instance.GetFunction)];
        Value[] values = [.. functions.Select(Value.FromFunction)];
        foreach ((int from, int to) in new[] { (0, 1), (0, 40_000), (1, 0), (50_000, 5) })
        {
            for (int i = 0; i < 100_000; i++)
                table.Set(from + i, values[i % values.Length]);
            instance.GetFunction("table_copy").Invoke(to, from, 100_000);
            Assert.All(Enumerable.Range(0, 100_000), i => Assert.Same(functions[i % functions.Length], table.Get(to + i).Reference));
        }
    }

    [Fact]
    public void ADeadlineEndsFillsOfALargeMemory()
    {
        using Instance instance = TextModule.Instantiate(s_engine, """
            (module (memory 32768)
              (func (export "f") (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x7fffffff))))
            """,
            new InstanceOptions { MaximumMemoryBytes = 2L << 30 });
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.Zero });

        Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(instance.GetAction("f")).Kind);
    }

    [Fact]
    public void ACancelledInstantiationStopsBeforeItsSegments()
    {
        CompiledModule module = TextModule.Compile(s_engine, """(module (memory 1) (data (i32.const 0) "x"))""");
        InstanceOptions options = new() { Limits = new CallLimits { CancellationToken = new System.Threading.CancellationToken(canceled: true) } };

        Assert.Throws<OperationCanceledException>(() => new Linker(s_engine).Instantiate(module, options));
    }

    [Fact]
    public void ADeadlineCoversTableInitializersAndSegments()
    {
        CompiledModule module = TextModule.Compile(s_engine, """(module (func $f) (table 10 funcref) (elem (i32.const 0) $f))""");
        InstanceOptions options = new() { Limits = new CallLimits { Deadline = TimeSpan.Zero } };

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => new Linker(s_engine).Instantiate(module, options));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    [Fact]
    public void FuelCoversSegmentsAndTheStartFunction()
    {
        CompiledModule module = TextModule.Compile(s_metered, """
            (module (memory 1) (data (i32.const 0) "0123456789") (func $f) (table 10 funcref) (elem (i32.const 0) $f $f) (start $f))
            """);
        InstanceOptions Fuel(long fuel) => new() { Limits = new CallLimits { Fuel = fuel } };
        const int expected = (1 + 10) + (1 + 2) + 1;

        using Instance instance = new Linker(s_metered).Instantiate(module, Fuel(expected));
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => new Linker(s_metered).Instantiate(module, Fuel(expected - 1)));

        Assert.Equal(expected, instance.FuelUsed);
        Assert.Equal(ResourceKind.Fuel, error.Kind);
        Assert.Throws<ResourceLimitException>(() => new Linker(s_metered).Instantiate(module, Fuel(5)));
    }
}
