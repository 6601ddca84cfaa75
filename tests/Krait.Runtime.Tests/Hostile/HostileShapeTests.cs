using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Hostile;

// Shapes that are valid and that no compiler writes. Each one must run, or be refused with a clear error.
public class HostileShapeTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void RunsDeeplyNestedBlocks()
    {
        const int depth = 20_000;
        Assert.Equal(7, Run(code =>
        {
            for (int i = 0; i < depth; i++)
                code.Block();
            code.LocalGet(0).BrIf(depth - 1);
            for (int i = 0; i < depth; i++)
                code.End();
            code.I32Const(7);
        }));
    }

    [Fact]
    public void RunsDeeplyNestedIfs()
    {
        const int depth = 3_000;
        Assert.Equal(3_000, Run(code =>
        {
            for (int i = 0; i < depth; i++)
                code.LocalGet(0).If().LocalGet(1).I32Const(1).Op(WasmOp.I32Add).LocalSet(1);
            for (int i = 0; i < depth; i++)
                code.End();
            code.LocalGet(1);
        }));
    }

    [Fact]
    public void RunsDeeplyNestedLoops()
    {
        const int depth = 2_000;
        Assert.Equal(9, Run(code =>
        {
            for (int i = 0; i < depth; i++)
                code.Loop();
            for (int i = 0; i < depth; i++)
                code.End();
            code.I32Const(9);
        }));
    }

    [Fact]
    public void RunsAHugeBranchTable()
    {
        int[] labels = Enumerable.Repeat(0, 60_000).Concat([1]).ToArray();
        Assert.Equal(5, Run(code => code.Block().Block().I32Const(60_000).BrTable(labels, 0).End()
            .I32Const(4).Return().End().I32Const(5)));
    }

    [Fact]
    public void RunsADeepExpressionToTheLeft()
    {
        Assert.Equal(50_000, Run(code =>
        {
            code.GlobalGet(0);
            for (int i = 0; i < 50_000; i++)
                code.I32Const(1).Op(WasmOp.I32Add);
        }));
    }

    [Fact]
    public void RunsADeepExpressionToTheRight()
    {
        Assert.Equal(2_000, Run(code =>
        {
            for (int i = 0; i < 2_000; i++)
                code.GlobalGet(1);
            code.I32Const(0);
            for (int i = 0; i < 2_000; i++)
                code.Op(WasmOp.I32Add);
        }));
    }

    [Fact]
    public void RunsTallStacksOfConstants()
    {
        Assert.Equal(9_000, Run(code =>
        {
            code.I32Const(0);
            for (int i = 0; i < 9_000; i++)
                code.I32Const(1);
            for (int i = 0; i < 9_000; i++)
                code.Op(WasmOp.I32Add);
        }));
    }

    [Fact]
    public void RefusesMoreValuesThanAMethodHasVariables()
    {
        WasmBuilder builder = new();
        builder.Global(I32, Mutability.Variable, ConstantExpression.I32(0));
        builder.Global(I64, Mutability.Variable, ConstantExpression.I64(0));
        ValueType[] locals = Enumerable.Repeat(I64, 45_000).ToArray();
        builder.Function("f", [], [], locals, code =>
        {
            for (int global = 0; global < 2; global++)
            {
                for (int i = 0; i < 9_000; i++)
                    code.GlobalGet(global);
                for (int i = 0; i < 9_000; i++)
                    code.Op(WasmOp.Drop);
            }
        });

        // The interpreter's frames are memory, so it has no such limit.
        if (TestEngine.IsInterpreter)
        {
            using Instance instance = builder.Instantiate(s_engine);
            instance.GetAction("f")();
            return;
        }

        // In parts of the smallest size, which some runs of the tests ask for, no method needs that many; in the usual ones it does.
        using Engine usual = new();
        using Engine whole = TestEngine.New(new EngineOptions { LargeFunctions = LargeFunctions.Whole });
        foreach (Engine engine in new[] { usual, whole })
        {
            ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => builder.Instantiate(engine));

            Assert.Equal(ResourceKind.FunctionLocals, error.Kind);
            Assert.Equal("function size limit of 60000 locals reached", error.Message);
        }
    }

    [Fact]
    public void RunsManyLocals()
    {
        WasmBuilder builder = new();
        ValueType[] locals = Enumerable.Repeat(I64, 49_000).ToArray();
        builder.Function("f", [], [I64], locals, code => code.LocalGet(48_000).I64Const(3).Op(WasmOp.I64Add).LocalTee(7));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([3L], instance.GetFunction("f").Invoke());
    }

    [Fact]
    public void RecursionWithALargeFrameTraps()
    {
        WasmBuilder builder = new();
        ValueType[] locals = Enumerable.Repeat(I64, 30_000).ToArray();
        builder.Function("f", [], [I64], locals, code => code.Call(0).LocalGet(29_999).Op(WasmOp.I64Add));
        using Instance instance = builder.Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke());

        Assert.Equal(TrapCode.CallStackExhausted, error.Code);
        Assert.All(error.Frames, frame => Assert.Equal(0, frame.FunctionIndex));
    }

    [Fact]
    public void RecursionWithManyWaitingResultsTraps()
    {
        WasmBuilder builder = new();
        int one = builder.ImportFunction("env", "one", [], [I64]);
        builder.Function("f", [], [I64], [], code =>
        {
            code.Call(1);
            for (int n = 0; n < 300; n++)
            {
                for (int i = 0; i < 100; i++)
                    code.Call(one);
                for (int i = 0; i < 100; i++)
                    code.Op(WasmOp.I64Add);
            }
        });
        Linker linker = new Linker(s_engine).DefineFunction("env", "one", () => 1L);
        using Instance instance = linker.Instantiate(s_engine.Compile(builder.Build()));

        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke()).Code);
    }

    [Fact]
    public void RecursionWithManyVectorsInTheFrameTraps()
    {
        WasmBuilder builder = new();
        builder.Function("f", [V128], [V128], [], code =>
        {
            code.LocalGet(0).Call(0);
            for (int n = 0; n < 20_000; n++)
                code.LocalGet(0).Op(WasmOp.I16x8Q15mulrSatS).Op(WasmOp.F64x2ConvertLowI32x4S);
        });
        using Instance instance = builder.Instantiate(s_engine);

        Value argument = Value.FromBits(V128, 0);
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(argument)).Code);
    }

    [Fact]
    public void RunsTallStacksOfVectors()
    {
        const int height = 9_000;
        WasmBuilder builder = new();
        builder.Function("f", [V128], [I32], [], code =>
        {
            for (int i = 0; i < height; i++)
                code.LocalGet(0).Op(WasmOp.I32x4Neg);
            for (int i = 1; i < height; i++)
                code.Op(WasmOp.I32x4Add);
            code.Op(WasmOp.I32x4AllTrue);
        });
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([1], instance.GetFunction("f").Invoke(Value.FromV128(Vector128.Create((byte)1))));
        Assert.Equal([0], instance.GetFunction("f").Invoke(Value.FromV128(Vector128<byte>.Zero)));
    }

    [Fact]
    public void RunsManyCallsWithManyArguments()
    {
        WasmBuilder builder = new();
        ValueType[] parameters = Enumerable.Repeat(I32, 1_000).ToArray();
        builder.Function("last", parameters, [I32], [], code => code.LocalGet(999));
        builder.Function("f", [], [I32], [], code =>
        {
            for (int i = 0; i < 1_000; i++)
                code.I32Const(i);
            for (int n = 0; n < 20; n++)
            {
                code.Call(0);
                for (int i = 1; i < 1_000; i++)
                    code.I32Const(i);
            }

            code.Call(0);
        });
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([999], instance.GetFunction("f").Invoke());
    }

    [Fact]
    public void ReturnsManyResults()
    {
        WasmBuilder builder = new();
        ValueType[] results = Enumerable.Repeat(I32, 1_000).ToArray();
        int many = builder.Function("many", [], results, [], code =>
        {
            for (int i = 0; i < 1_000; i++)
                code.I32Const(i);
        });
        builder.Function("f", [], [I32], [], code =>
        {
            code.Call(many);
            for (int i = 1; i < 1_000; i++)
                code.Op(WasmOp.I32Add);
        });
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([499_500], instance.GetFunction("f").Invoke());
        Assert.Equal(999, instance.GetFunction("many").Invoke()[^1].AsInt32());
    }

    [Fact]
    public void RunsALongFunction()
    {
        Assert.Equal(100_000, Run(code =>
        {
            for (int i = 0; i < 100_000; i++)
                code.LocalGet(1).I32Const(1).Op(WasmOp.I32Add).LocalSet(1);
            code.LocalGet(1);
        }));
    }

    private static int Run(System.Action<InstructionWriter> write)
    {
        WasmBuilder builder = new();
        builder.Global(I32, Mutability.Variable, ConstantExpression.I32(0));
        builder.Global(I32, Mutability.Variable, ConstantExpression.I32(1));
        builder.Function("f", [I32], [I32], [I32], write);
        using Instance instance = builder.Instantiate(s_engine);
        return instance.GetFunction("f").Invoke(1)[0].AsInt32();
    }
}
