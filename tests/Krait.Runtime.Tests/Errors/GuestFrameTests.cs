using System.Linq;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Errors;

public class GuestFrameTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void FramesNameEachCallAndItsPlace()
    {
        WasmBuilder builder = new();
        int offsetOfCallInMiddle = 0;
        int offsetOfCallInOuter = 0;
        int inner = builder.Function("inner", [I32], [I32], [], code =>
            code.LocalGet(0).If().Unreachable().End().LocalGet(0));
        int middle = builder.Function("middle", [I32], [I32], [I32], code =>
        {
            code.LocalGet(0).I32Const(1).Op(WasmOp.I32Add).LocalSet(1);
            code.LocalGet(1).LocalGet(0);
            offsetOfCallInMiddle = code.Length;
            code.Call(inner).Op(WasmOp.I32Add);
        });
        builder.Function("outer", [I32], [I32], [], code =>
        {
            code.LocalGet(0).Call(inner).Op(WasmOp.Drop);
            code.I32Const(3).I32Const(100);
            offsetOfCallInOuter = code.Length;
            code.Call(middle).Op(WasmOp.I32Mul);
        });
        using Instance instance = builder.Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction("outer").Invoke(0));

        Assert.Equal(
            [new GuestFrame(0, "inner", 4), new GuestFrame(1, "middle", offsetOfCallInMiddle), new GuestFrame(2, "outer", offsetOfCallInOuter)],
            error.Frames);
    }

    [Fact]
    public void FramesOfSeveralCallsInOneExpressionAreTheRightOnes()
    {
        // f(0) + f(0) * f(n): the third call fails.
        WasmBuilder builder = new();
        int offset = 0;
        int f = builder.Function("f", [I32], [I32], [], code =>
            code.LocalGet(0).If().Unreachable().End().I32Const(2));
        builder.Function("sum", [I32], [I32], [], code =>
        {
            code.I32Const(0).Call(f).I32Const(0).Call(f).LocalGet(0);
            offset = code.Length;
            code.Call(f).Op(WasmOp.I32Mul).Op(WasmOp.I32Add);
        });
        using Instance instance = builder.Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction("sum").Invoke(1));

        Assert.Equal([new GuestFrame(0, "f", 4), new GuestFrame(1, "sum", offset)], error.Frames);
    }

    [Fact]
    public void AnAccessOutOfBoundsNamesItsPlace()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        int load = builder.Function("load", [I32], [I32], [], code => code.LocalGet(0).Memory(WasmOp.I32Load, 4, 0));
        builder.Function("outer", [I32], [I32], [], code => code.LocalGet(0).Call(load).I32Const(1).Op(WasmOp.I32Add));
        using Instance instance = builder.Instantiate(s_engine);

        TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction("outer").Invoke(-1));

        Assert.Equal([new GuestFrame(0, "load", 2), new GuestFrame(1, "outer", 2)], error.Frames);
    }

    [Fact]
    public void FramesCrossTheHost()
    {
        WasmBuilder builder = new();
        int host = builder.ImportFunction("env", "host", [], []);
        builder.Function("inner", [], [], [], code => code.Unreachable());
        builder.Function("outer", [], [], [], code => code.Call(host));
        Instance? instance = null;
        Linker linker = new Linker(s_engine).DefineFunction("env", "host", () => { instance!.GetFunction("inner").Invoke(); });
        using (instance = linker.Instantiate(s_engine.Compile(builder.Build())))
        {
            TrapException error = Assert.Throws<TrapException>(() => instance.GetFunction("outer").Invoke());

            Assert.Equal(["inner", "outer"], error.Frames.Select(frame => frame.FunctionName));
        }
    }

    [Fact]
    public void FunctionsWithoutANameAreCalledByTheirIndex()
    {
        Module module = FirstCallTests.Fibonacci().Build();
        using CompiledModule compiled = s_engine.Compile(new Module { Types = module.Types, Functions = module.Functions });

        Assert.Equal("func[0]", compiled.FunctionName(0));
    }

    [Fact]
    public void HostExceptionsPassThroughTheGuest()
    {
        WasmBuilder builder = new();
        int host = builder.ImportFunction("env", "host", [], []);
        builder.Function("f", [], [], [], code => code.Call(host));
        System.FormatException thrown = new("mine");
        Linker linker = new Linker(s_engine).DefineFunction("env", "host", () => { throw thrown; });
        using Instance instance = linker.Instantiate(s_engine.Compile(builder.Build()));

        Assert.Same(thrown, Assert.Throws<System.FormatException>(() => instance.GetFunction("f").Invoke()));
    }
}
