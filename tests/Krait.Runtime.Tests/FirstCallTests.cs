using System.Collections.Generic;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests;

public class FirstCallTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void AddsThroughATypedDelegate()
    {
        WasmBuilder builder = new();
        builder.Function("add", [I32, I32], [I32], [], code => code.LocalGet(0).LocalGet(1).Op(WasmOp.I32Add));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal(5, instance.GetFunction<int, int, int>("add")(2, 3));
    }

    [Fact]
    public void AddsThroughValues()
    {
        WasmBuilder builder = new();
        builder.Function("add", [I64, I64], [I64], [], code => code.LocalGet(0).LocalGet(1).Op(WasmOp.I64Add));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([5L], instance.GetFunction("add").Invoke(2L, 3L));
    }

    [Fact]
    public void CallsItself()
    {
        using Instance instance = Fibonacci().Instantiate(s_engine);

        Assert.Equal(6765, instance.GetFunction<int, int>("fib")(20));
    }

    [Fact]
    public void SumsBytesOfMemoryInALoop()
    {
        WasmBuilder builder = new();
        builder.Memory(1).Data(100, [1, 2, 3, 4]);
        builder.Function("sum", [I32], [I32], [I32], code => code
            .Loop()
            .LocalGet(1).LocalGet(0).Memory(WasmOp.I32Load8U, 1, 100).Op(WasmOp.I32Add).LocalSet(1)
            .LocalGet(0).I32Const(1).Op(WasmOp.I32Sub).LocalTee(0).I32Const(0).Op(WasmOp.I32GeS).BrIf(0)
            .End()
            .LocalGet(1));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal(10, instance.GetFunction<int, int>("sum")(3));
    }

    [Fact]
    public void CallsTheHostWithTheCallerInFront()
    {
        WasmBuilder builder = new();
        int log = builder.ImportFunction("env", "twice", [I32], [I32]);
        builder.Memory(1);
        builder.Function("f", [I32], [I32], [], code => code.LocalGet(0).Call(log).I32Const(1).Op(WasmOp.I32Add));
        List<long> sizes = [];
        Linker linker = new Linker(s_engine).DefineFunction("env", "twice", (Caller caller, int value) =>
        {
            sizes.Add(caller.Memory.SizeBytes);
            return value * 2;
        });
        using Instance instance = linker.Instantiate(s_engine.Compile(builder.Build()));

        Assert.Equal(15, instance.GetFunction<int, int>("f")(7));
        Assert.Equal([65536L], sizes);
    }

    [Fact]
    public void TrapsOnDivisionByZero()
    {
        WasmBuilder builder = new();
        builder.Function("div", [I32, I32], [I32], [], code => code.LocalGet(0).LocalGet(1).Op(WasmOp.I32DivS));
        using Instance instance = builder.Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction<int, int, int>("div")(1, 0));

        Assert.Equal(TrapCode.IntegerDivideByZero, error.Code);
        Assert.Equal("integer divide by zero", error.Message);
        Assert.Equal([new GuestFrame(0, "div", 4)], error.Frames);
    }

    internal static WasmBuilder Fibonacci()
    {
        WasmBuilder builder = new();
        builder.Function("fib", [I32], [I32], [], code => code
            .LocalGet(0).I32Const(2).Op(WasmOp.I32LtS).If(BlockType.Of(I32))
            .LocalGet(0)
            .Else()
            .LocalGet(0).I32Const(1).Op(WasmOp.I32Sub).Call(0)
            .LocalGet(0).I32Const(2).Op(WasmOp.I32Sub).Call(0)
            .Op(WasmOp.I32Add)
            .End());
        return builder;
    }
}
