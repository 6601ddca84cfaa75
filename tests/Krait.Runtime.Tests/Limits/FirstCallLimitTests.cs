using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;
using Krait.Runtime.Tests.Exceptions;
using Krait.Testing;

namespace Krait.Runtime.Tests.Limits;

// Limits that are reached while functions are compiled on their first calls. The host function `stop` stands for a moment at which a
// guest is told to stop: right before it calls what has no code yet.
public sealed class FirstCallLimitTests
{
    // Heavier than what stays one method, and large enough to be a unit of its own.
    private const int Repetitions = 3_000;

    [Fact]
    public void AGuestThatIsToStopDoesNotStartALargeFunction()
    {
        using Engine engine = TestEngine.New(new EngineOptions { CompileTiming = CompileTiming.OnFirstCall });
        using CancellationTokenSource source = new();
        using Instance instance = Instantiate(engine, _ => source.Cancel());
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });

        for (int i = 0; i < 3; i++)
        {
            OperationCanceledException error = Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction("main").Invoke());
            Assert.Equal(source.Token, error.CancellationToken);
        }

        instance.SetLimits(CallLimits.Default);
        Assert.Equal(Expected(), instance.GetFunction("main").Invoke()[0].AsInt64());
    }

    [Theory]
    [InlineData("main")]
    [InlineData("indirect")]
    public void ADeadlineThatPassesMeanwhileIsReached(string function)
    {
        using Engine engine = TestEngine.New(new EngineOptions { CompileTiming = CompileTiming.OnFirstCall });
        using Instance instance = Instantiate(engine, caller => caller.Interruption.WaitHandle.WaitOne());
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(20) });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetFunction(function).Invoke());

        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    // Each part is compiled when it is called: a function of a hundred parts must not go on through all of them, whether they follow
    // each other, are left by branches, or are the arms of a branch table.
    [Theory]
    [InlineData("stopped")]
    [InlineData("branching")]
    [InlineData("arms")]
    public void ALargeFunctionStopsBetweenItsParts(string function)
    {
        using Engine engine = new(new EngineOptions { CompileTiming = CompileTiming.OnFirstCall });
        using CancellationTokenSource source = new();
        using Instance instance = Instantiate(engine, _ => source.Cancel());
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });

        Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction(function).Invoke());

        instance.SetLimits(CallLimits.Default);
        Assert.Equal(Expected(), instance.GetFunction(function).Invoke()[0].AsInt64());
    }

    // Methods that were emitted stay: a guest that is stopped again and again would fill the host's memory with them.
    [Fact]
    public void AStoppedFunctionIsNotEmittedAgain()
    {
        using Engine engine = new(new EngineOptions { CompileTiming = CompileTiming.OnFirstCall });
        CancellationTokenSource source = new();
        List<int> classes = [];
        using Instance instance = Instantiate(engine, _ =>
        {
            classes.Add(GuestAssembly().GetTypes().Length);
            source.Cancel();
        });
        for (int i = 0; i < 10; i++)
        {
            source = new CancellationTokenSource();
            instance.SetLimits(new CallLimits { CancellationToken = source.Token });
            Assert.ThrowsAny<OperationCanceledException>(() => instance.GetFunction("main").Invoke());
        }

        // The first call finds the class of its own unit; each later one those of the large function and its parts as well.
        Assert.Equal(10, classes.Count);
        Assert.All(classes.Skip(1), count => Assert.Equal(classes[0] + 2, count));
    }

    private static Assembly GuestAssembly() =>
        new StackTrace().GetFrames().Select(frame => frame.GetMethod()!.Module.Assembly).First(assembly => assembly.GetName().Name!.StartsWith("Krait.Guest", StringComparison.Ordinal) && assembly.IsDynamic);

    private static Instance Instantiate(Engine engine, Action<Caller> stop)
    {
        string[] fills = [.. Enumerable.Range(0, 5).Select(i => Fill(i * Repetitions / 5, Repetitions / 5))];
        string fill = string.Concat(fills);
        string text = $$"""
            (module
              (import "host" "stop" (func $stop))
              (table funcref (elem $large))
              (func (export "main") (result i64) (call $stop) (call $large))
              (func (export "indirect") (result i64) (call $stop) (call_indirect (result i64) (i32.const 0)))
              (func (export "stopped") (result i64) (local $x i64) (call $stop) {{fill}} (local.get $x))
              (func (export "branching") (result i64) (local $x i64)
                block block block block block
                (call $stop) {{fills[0]}} br 0 end {{fills[1]}} br 0 end {{fills[2]}} br 0 end {{fills[3]}} br 0 end {{fills[4]}} br 0 end
                (local.get $x))
              (func (export "arms") (result i64) (local $x i64) (local $arm i32)
                block block block block block (br_table 0 1 2 3 4 (local.get $arm)) end
                (call $stop) {{fills[0]}} end {{fills[1]}} end {{fills[2]}} end {{fills[3]}} end {{fills[4]}}
                (local.get $x))
              (func $large (result i64) (local $x i64) {{fill}} (local.get $x)))
            """;
        return new Linker(engine).DefineFunction("host", "stop", stop).Instantiate(Wat.Compile(engine, text));
    }

    private static string Fill(int first, int count) =>
        string.Concat(Enumerable.Range(first, count).Select(i => $"(local.set $x (i64.add (i64.mul (local.get $x) (i64.const 31)) (i64.const {i})))\n"));

    private static long Expected()
    {
        long x = 0;
        for (int i = 0; i < Repetitions; i++)
            x = (x * 31) + i;
        return x;
    }
}
