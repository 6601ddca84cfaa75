using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Tracing;

// What a tracer is told, on either back end.
public sealed class CallTracerTests
{
    private const string Program = """
        (module
          (import "env" "log" (func $log (param i32 f64) (result i64)))
          (table 2 funcref)
          (elem (i32.const 0) $double $log)
          (func $double (param i32) (result i32)
            (if (i32.eqz (local.get 0)) (then (return (i32.const -1))))
            (i32.mul (local.get 0) (i32.const 2)))
          (func $pair (param v128) (result i64 i32)
            (call $log (call_indirect (param i32) (result i32) (i32.const 21) (i32.const 0)) (f64.const 0.5))
            (call $double (i32.const 0)))
          (func (export "run") (result i64 i32)
            (call $pair (v128.const i64x2 1 2)))
          (func $down (export "down") (param i32) (result i32)
            (if (local.get 0) (then (return_call $down (i32.sub (local.get 0) (i32.const 1)))))
            (i32.const 7))
          (func (export "trap") (param i32)
            (block
              (br_if 0 (local.get 0))
              (drop (call $double (i32.const 1)))
              unreachable)))
        """;

    [Fact]
    public void TellsOfEveryCallInOrder()
    {
        Recorder recorder = new(TracedCalls.Imports | TracedCalls.Functions);
        using Engine engine = TestEngine.New(new EngineOptions { Tracer = recorder });
        using Instance instance = Instantiate(engine);
        Assert.Equal([42L, -1], instance.GetFunction("run").Invoke().Select(value => value.Type == Krait.Wasm.ValueType.I64 ? value.AsInt64() : value.AsInt32()));
        Assert.Equal(
            [
                "0 > run()",
                "1 > pair(0x00000000000000020000000000000001)",
                "2 > double(21)",
                "2 < double: 42",
                "2 > env.log(42, 0.5)",
                "2 < env.log: 42",
                "2 > double(0)",
                "2 < double: -1",
                "1 < pair: 42, -1",
                "0 < run: 42, -1",
            ],
            recorder.Lines);
    }

    [Theory]
    [InlineData(TracedCalls.Imports, "0 > env.log(42, 0.5)|0 < env.log: 42")]
    [InlineData(TracedCalls.None, "")]
    public void TellsOnlyOfWhatIsAskedFor(TracedCalls calls, string expected)
    {
        Recorder recorder = new(calls);
        using Engine engine = TestEngine.New(new EngineOptions { Tracer = recorder });
        using Instance instance = Instantiate(engine);
        instance.GetFunction("run").Invoke();
        Assert.Equal(expected, string.Join('|', recorder.Lines));
    }

    [Fact]
    public void TellsOfTailCallsAndFailures()
    {
        Recorder recorder = new(TracedCalls.Imports | TracedCalls.Functions);
        using Engine engine = TestEngine.New(new EngineOptions { Tracer = recorder });
        using Instance instance = Instantiate(engine, fails: true);
        Assert.Equal(7, instance.GetFunction("down").Invoke(1)[0].AsInt32());
        Assert.Equal(["0 > down(1)", "0 ^ down", "0 > down(0)", "0 < down: 7"], recorder.Lines);

        recorder.Lines.Clear();
        Assert.Throws<TimeoutException>(() => instance.GetFunction("run").Invoke());
        Assert.Equal("2 ! env.log: no time", recorder.Lines[^1]);

        recorder.Lines.Clear();
        instance.GetFunction("trap").Invoke(1);
        Assert.Equal(["0 > trap(1)", "0 < trap: "], recorder.Lines);
    }

    // Frames name the code as it was written, although calls of the tracer stand in it.
    [Fact]
    public void KeepsPlacesInTraces()
    {
        using Engine plain = TestEngine.New();
        using Engine traced = TestEngine.New(new EngineOptions { Tracer = new Recorder(TracedCalls.Functions) });
        Assert.Equal(FramesOf(plain), FramesOf(traced));
    }

    private static string FramesOf(Engine engine)
    {
        using Instance instance = Instantiate(engine);
        TrapException trap = Assert.Throws<TrapException>(() => instance.GetFunction("trap").Invoke(0));
        return string.Join('|', trap.Frames);
    }

    private static Instance Instantiate(Engine engine, bool fails = false)
    {
        CompiledModule module = engine.Compile(TextParser.Parse(Program, "program.wat"));
        return new Linker(engine)
            .DefineFunction("env", "log", (int a, double _) => fails ? throw new TimeoutException("no time") : (long)a)
            .Instantiate(module);
    }

    private sealed class Recorder(TracedCalls calls) : ICallTracer
    {
        public List<string> Lines { get; } = [];

        public TracedCalls Calls => calls;

        public void OnEnter(in TracedCall call, ReadOnlySpan<Value> arguments) =>
            Lines.Add($"{call.Depth} > {call.Name}({string.Join(", ", arguments.ToArray())})");

        public void OnLeave(in TracedCall call, ReadOnlySpan<Value> results) =>
            Lines.Add($"{call.Depth} < {call.Name}: {string.Join(", ", results.ToArray())}");

        public void OnTailCall(in TracedCall call) => Lines.Add($"{call.Depth} ^ {call.Name}");

        public void OnFailure(in TracedCall call, Exception error) => Lines.Add($"{call.Depth} ! {call.Name}: {error.Message}");
    }
}
