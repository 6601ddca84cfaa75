using System;
using System.Linq;
using System.Threading;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Interpreter;

// The interpreter translates a function when it is called for the first time, under the limits of that call.
public class TranslationTests
{
    private static readonly Engine s_engine = new(new EngineOptions { Backend = EngineBackend.Interpreter });

    [Fact]
    public void ADeadlineHoldsForTheTranslationToo()
    {
        using Instance instance = Adding(100_000);
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.Zero });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetFunction<int, int>("f")(1));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
        Assert.Equal(["f"], error.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void CancellationHoldsForTheTranslationToo()
    {
        using Instance instance = Adding(100_000);
        using CancellationTokenSource source = new();
        source.Cancel();
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });

        Assert.Throws<OperationCanceledException>(() => instance.GetFunction<int, int>("f")(1));
    }

    [Fact]
    public void AnInterruptedTranslationIsMadeAnewByTheNextCall()
    {
        using Instance instance = Adding(100_000);
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.Zero });
        Assert.Throws<ResourceLimitException>(() => instance.GetFunction<int, int>("f")(1));

        instance.SetLimits(CallLimits.Default);

        Assert.Equal(100_001, instance.GetFunction<int, int>("f")(1));
    }

    // Without calls and loops, so that the code itself never looks whether it is to stop.
    private static Instance Adding(int count)
    {
        WasmBuilder builder = new();
        builder.Function("f", [I32], [I32], [], code =>
        {
            code.LocalGet(0);
            for (int i = 0; i < count; i++)
                code.I32Const(1).Op(WasmOp.I32Add);
        });
        return builder.Instantiate(s_engine);
    }
}
