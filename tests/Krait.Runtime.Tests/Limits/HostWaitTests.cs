using System;
using System.Threading;
using Krait.Testing;

namespace Krait.Runtime.Tests.Limits;

public class HostWaitTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void DeadlineEndsAWaitOfAHostFunction()
    {
        using Instance instance = Waiting();
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(20) });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(instance.GetAction("f"));

        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    [Fact]
    public void CancellationEndsAWaitOfAHostFunction()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        using Instance instance = Waiting();
        instance.SetLimits(new CallLimits { CancellationToken = source.Token });

        OperationCanceledException error = Assert.Throws<OperationCanceledException>(instance.GetAction("f"));

        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public void AWaitAfterTheDeadlineDoesNotBegin()
    {
        using Instance instance = Waiting();
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(1) });
        Assert.Throws<ResourceLimitException>(instance.GetAction("f"));
        Assert.True(instance.Store.Interruption.IsCancellationRequested);

        instance.SetLimits(CallLimits.Default);

        Assert.False(instance.Store.Interruption.IsCancellationRequested);
    }

    private static Instance Waiting()
    {
        WasmBuilder builder = new();
        int host = builder.ImportFunction("env", "host", [], []);
        builder.Function("f", [], [], [], code => code.Call(host));
        return new Linker(s_engine)
            .DefineFunction("env", "host", (Caller caller) =>
            {
                caller.Interruption.WaitHandle.WaitOne();
                caller.ThrowIfInterrupted();
            })
            .Instantiate(s_engine.Compile(builder.Build()));
    }
}
