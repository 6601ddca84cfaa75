using System;
using System.Linq;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Limits;

public class CallLimitTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();

    [Fact]
    public void DeadlineStopsAnEmptyLoop()
    {
        using Instance instance = EmptyLoop().Instantiate(s_engine);
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(20) });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(instance.GetAction("spin"));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
        Assert.Equal("deadline of 20 ms reached", error.Message);
        Assert.Equal([new GuestFrame(0, "spin", 0)], error.Frames);
    }

    [Fact]
    public void DeadlineStopsACallTreeWithoutLoops()
    {
        using Instance instance = CallTree().Instantiate(s_engine);
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(20) });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetAction<int>("tree")(60));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    [Fact]
    public void DeadlineHoldsUntilLimitsAreSetAgain()
    {
        using Instance instance = EmptyLoop().Instantiate(s_engine);
        Action spin = instance.GetAction("spin");
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(5) });
        Assert.Throws<ResourceLimitException>(spin);

        Assert.Throws<ResourceLimitException>(spin);
        instance.SetLimits(CallLimits.Default);

        instance.GetAction("nothing")();
    }

    [Fact]
    public void CancellationStopsALoop()
    {
        using Instance instance = EmptyLoop().Instantiate(s_engine);
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(10));
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });

        OperationCanceledException error = Assert.Throws<OperationCanceledException>(instance.GetAction("spin"));

        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public void DeadlineCoversTheStartFunction()
    {
        WasmBuilder builder = EmptyLoop();
        builder.Start(0);

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => builder.Instantiate(
            s_engine, new InstanceOptions { Limits = new CallLimits { Deadline = TimeSpan.FromMilliseconds(10) } }));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    [Fact]
    public void FuelStopsALoopAtTheSamePlaceEachTime()
    {
        using Instance instance = Counter().Instantiate(s_metered);
        long[] counts = new long[3];
        for (int i = 0; i < counts.Length; i++)
        {
            instance.SetLimits(new CallLimits { Fuel = 10_000 });
            instance.GetGlobal("count").SetValue(0L);
            ResourceLimitException error = Assert.Throws<ResourceLimitException>(instance.GetAction("count_up"));
            Assert.Equal("fuel limit of 10000 units reached", error.Message);
            Assert.Equal(10_000, instance.FuelUsed);
            counts[i] = instance.GetGlobal("count").GetValue().AsInt64();
        }

        Assert.True(1000 < counts[0]);
        Assert.Equal(counts[0], counts[1]);
        Assert.Equal(counts[0], counts[2]);
    }

    [Fact]
    public void FuelIsCountedPerInstructionAndEntry()
    {
        WasmBuilder builder = new();
        builder.Function("add", [I32, I32], [I32], [], code => code.LocalGet(0).LocalGet(1).Op(WasmOp.I32Add));
        using Instance instance = builder.Instantiate(s_metered);
        instance.SetLimits(new CallLimits { Fuel = 100 });

        instance.GetFunction<int, int, int>("add")(1, 2);

        Assert.Equal(4, instance.FuelUsed);
    }

    [Fact]
    public void FuelThatIsJustEnoughIsEnoughAndOneUnitLessIsNot()
    {
        using Instance instance = Sum().Instantiate(s_metered);
        Func<int, int> sum = instance.GetFunction<int, int>("sum");
        instance.SetLimits(new CallLimits { Fuel = 10_000 });
        Assert.Equal(45, sum(10));
        long used = instance.FuelUsed;

        instance.SetLimits(new CallLimits { Fuel = used });
        Assert.Equal(45, sum(10));
        instance.SetLimits(new CallLimits { Fuel = used - 1 });
        Assert.Equal(ResourceKind.Fuel, Assert.Throws<ResourceLimitException>(() => sum(10)).Kind);
    }

    [Fact]
    public void FuelOfALoopGrowsByTheSameForEachRound()
    {
        using Instance instance = Sum().Instantiate(s_metered);
        Func<int, int> sum = instance.GetFunction<int, int>("sum");
        long[] used = new long[4];
        for (int rounds = 0; rounds < used.Length; rounds++)
        {
            instance.SetLimits(new CallLimits { Fuel = 10_000 });
            sum(rounds);
            used[rounds] = instance.FuelUsed;
        }

        // Entry 1, four instructions to leave the loop, the result; a round has 13 instructions.
        Assert.Equal(6, used[0]);
        Assert.Equal([13, 13, 13], used.Skip(1).Zip(used, (more, less) => more - less));
    }

    [Fact]
    public void FuelDependsOnTheArmOfAnIfThatRuns()
    {
        WasmBuilder builder = new();
        builder.Function("choose", [I32], [I32], [I32], code => code
            .LocalGet(0).If().I32Const(1).LocalSet(1).Else().I32Const(1).I32Const(1).Op(WasmOp.I32Add).LocalSet(1).End().LocalGet(1));
        using Instance instance = builder.Instantiate(s_metered);
        instance.SetLimits(new CallLimits { Fuel = 100 });
        Func<int, int> choose = instance.GetFunction<int, int>("choose");

        Assert.Equal(1, choose(1));
        Assert.Equal(1 + 3 + 2, instance.FuelUsed);
        Assert.Equal(2, choose(0));
        Assert.Equal(6 + 1 + 3 + 4, instance.FuelUsed);
    }

    [Fact]
    public void FuelIsChargedPerByteOfBulkOperations()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("fill", [I32], [], [], code => code.I32Const(0).I32Const(1).LocalGet(0).MemoryFill());
        using Instance instance = builder.Instantiate(s_metered);
        instance.SetLimits(new CallLimits { Fuel = 10_000 });
        Action<int> fill = instance.GetAction<int>("fill");
        fill(1000);

        Assert.Equal(1005, instance.FuelUsed);
        Assert.Equal(ResourceKind.Fuel, Assert.Throws<ResourceLimitException>(() => fill(20_000)).Kind);
        Assert.Equal(0, instance.GetMemory("memory").Read<byte>(1000));
    }

    [Fact]
    public void FuelLimitNeedsAMeteringEngine()
    {
        using Instance instance = EmptyLoop().Instantiate(s_engine);

        Assert.Throws<ArgumentException>(() => instance.SetLimits(new CallLimits { Fuel = 1 }));
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("mutual")]
    [InlineData("indirect")]
    public void RecursionTrapsWhenTheStackIsUsedUp(string function)
    {
        using Instance instance = Recursion().Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction<int, int>(function)(0));

        Assert.Equal(TrapCode.CallStackExhausted, error.Code);
        Assert.Equal("call stack exhausted", error.Message);
        Assert.Equal(GuestFrame.MaximumFrames, error.Frames.Length);
        Assert.All(error.Frames, frame => Assert.True(0 <= frame.CodeOffset));
    }

    [Fact]
    public void RecursionTrapsOnAThreadWithASmallStack()
    {
        using Instance instance = Recursion().Instantiate(s_engine);
        TrapCode? code = null;
        Thread thread = new(
            () => code = Assert.Throws<TrapException>(() => instance.GetFunction<int, int>("direct")(0)).Code,
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(TrapCode.CallStackExhausted, code);
    }

    [Fact]
    public void RecursionThroughTheHostTraps()
    {
        WasmBuilder builder = new();
        int again = builder.ImportFunction("env", "again", [], []);
        builder.Function("f", [], [], [], code => code.Call(again));
        Instance? instance = null;
        Linker linker = new Linker(s_engine).DefineFunction("env", "again", () => { instance!.GetFunction("f").Invoke(); });
        using (instance = linker.Instantiate(s_engine.Compile(builder.Build())))
            Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke()).Code);
    }

    [Fact]
    public void StackLimitScalesTheDepth()
    {
        WasmBuilder builder = new();
        builder.Global(I64, Mutability.Variable, ConstantExpression.I64(0));
        builder.Function("deep", [], [], [], code => code
            .GlobalGet(0).I64Const(1).Op(WasmOp.I64Add).GlobalSet(0).Call(0).GlobalGet(0).Op(WasmOp.Drop));
        builder.Function("depth", [], [I64], [], code => code.GlobalGet(0));
        using GuestThreadPool pool = new(new GuestThreadOptions { Threads = 1, StackBytes = 4 * 1024 * 1024 });
        long[] depths = pool.Run(() => new[] { 64 * 1024, 1024 * 1024, 4 * 1024 * 1024 }.Select(stackBytes =>
        {
            using Instance instance = builder.Instantiate(s_engine);
            instance.SetLimits(new CallLimits { StackBytes = stackBytes });
            Assert.Throws<TrapException>(instance.GetAction("deep"));
            return instance.GetFunction<long>("depth")();
        }).ToArray());

        Assert.InRange(depths[1], depths[0] * 12, depths[0] * 20);
        Assert.InRange(depths[2], depths[1] * 3, depths[1] * 5);
    }

    [Fact]
    public void AnInstanceServesOneThreadAtATime()
    {
        WasmBuilder builder = new();
        int wait = builder.ImportFunction("env", "wait", [], []);
        builder.Function("f", [], [], [], code => code.Call(wait));
        builder.Function("g", [], [], [], code => code.Op(WasmOp.Nop));
        using ManualResetEventSlim isInside = new(false);
        using ManualResetEventSlim mayLeave = new(false);
        Linker linker = new Linker(s_engine).DefineFunction("env", "wait", () =>
        {
            isInside.Set();
            mayLeave.Wait();
        });
        using Instance instance = linker.Instantiate(s_engine.Compile(builder.Build()));
        Thread thread = new(() => instance.GetFunction("f").Invoke());
        thread.Start();
        isInside.Wait();

        Assert.Throws<InvalidOperationException>(() => instance.GetFunction("g").Invoke());

        mayLeave.Set();
        thread.Join();
        instance.GetFunction("g").Invoke();
    }

    private static WasmBuilder EmptyLoop()
    {
        WasmBuilder builder = new();
        builder.Function("spin", [], [], [], code => code.Loop().Br(0).End());
        builder.Function("nothing", [], [], [], code => code.Loop().End());
        return builder;
    }

    private static WasmBuilder CallTree()
    {
        WasmBuilder builder = new();
        builder.Function("tree", [I32], [], [], code => code
            .LocalGet(0).If()
            .LocalGet(0).I32Const(1).Op(WasmOp.I32Sub).Call(0)
            .LocalGet(0).I32Const(1).Op(WasmOp.I32Sub).Call(0)
            .End());
        return builder;
    }

    private static WasmBuilder Counter()
    {
        WasmBuilder builder = new();
        builder.Global(I64, Mutability.Variable, ConstantExpression.I64(0));
        builder.Export("count", ExternalKind.Global, 0);
        builder.Function("count_up", [], [], [], code => code
            .Loop().GlobalGet(0).I64Const(1).Op(WasmOp.I64Add).GlobalSet(0).Br(0).End());
        return builder;
    }

    // The sum of the numbers below n.
    private static WasmBuilder Sum()
    {
        WasmBuilder builder = new();
        builder.Function("sum", [I32], [I32], [I32, I32], code => code
            .Block().Loop()
            .LocalGet(1).LocalGet(0).Op(WasmOp.I32GeS).BrIf(1)
            .LocalGet(2).LocalGet(1).Op(WasmOp.I32Add).LocalSet(2)
            .LocalGet(1).I32Const(1).Op(WasmOp.I32Add).LocalSet(1)
            .Br(0).End().End()
            .LocalGet(2));
        return builder;
    }

    private static WasmBuilder Recursion()
    {
        WasmBuilder builder = new();
        int type = builder.Type([I32], [I32]);
        builder.Function("direct", [I32], [I32], [], code => code.LocalGet(0).Call(0).I32Const(1).Op(WasmOp.I32Add));
        builder.Function("mutual", [I32], [I32], [], code => code.LocalGet(0).Call(2).I32Const(1).Op(WasmOp.I32Add));
        builder.Function("other", [I32], [I32], [], code => code.LocalGet(0).Call(1).I32Const(2).Op(WasmOp.I32Add));
        builder.Function("indirect", [I32], [I32], [], code => code.LocalGet(0).I32Const(0).CallIndirect(type).I32Const(1).Op(WasmOp.I32Add));
        builder.Table(3);
        return builder;
    }
}
