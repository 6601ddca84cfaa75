using System;
using System.Threading;
using System.Threading.Tasks;
using Krait.Server.Hosting;
using Krait.Udf;
using Microsoft.AspNetCore.Http;

namespace Krait.Server.Tests;

/// <summary>Requests that could not begin before something is ready.</summary>
public class RequestGateTests
{
    private static readonly ServerLimits s_limits = ServerLimits.Default with { MaximumConcurrentRequests = 1, MaximumWaitingRequests = 1, InterpreterWait = TimeSpan.FromHours(1) };

    [Fact]
    public async Task OneThatWaitsIsRunAgainAndHoldsNoPlace()
    {
        using var gate = new RequestGate(s_limits);
        var ready = new TaskCompletionSource();
        var refused = new TaskCompletionSource();
        int runs = 0;
        Task<int> waiting = gate.RunAsync(new DefaultHttpContext(), _ =>
        {
            if (Interlocked.Increment(ref runs) > 1)
                return 7;
            refused.SetResult();
            throw NotReady(ready.Task);
        });
        await refused.Task;

        // There is one place, and it is free.
        Assert.Equal(5, await gate.RunAsync(new DefaultHttpContext(), static _ => 5));
        Assert.False(waiting.IsCompleted);
        ready.SetResult();
        Assert.Equal((7, 2), (await waiting, runs));
    }

    [Fact]
    public async Task NoMoreWaitThanMay()
    {
        using var gate = new RequestGate(s_limits);
        var ready = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var requests = new Task<int>[2];
        for (int i = 0; i < requests.Length; i++)
            requests[i] = gate.RunAsync(new DefaultHttpContext { RequestAborted = gone.Token }, int (_) => throw NotReady(ready.Task));
        UdfException error = await Assert.ThrowsAsync<UdfException>(() => Task.WhenAny(requests).Unwrap());
        Assert.Equal(UdfErrorCode.InterpreterNotReady, error.Code);

        // The other one goes on until its client has gone.
        Task<int> other = Array.Find(requests, static request => !request.IsCompleted)!;
        gone.Cancel();
        Assert.True(await Record.ExceptionAsync(() => other) is UdfException or OperationCanceledException);
    }

    [Fact]
    public async Task PatienceHasAnEnd()
    {
        using var gate = new RequestGate(s_limits with { InterpreterWait = TimeSpan.FromMilliseconds(20) });
        var never = new TaskCompletionSource();
        UdfException error = await Assert.ThrowsAsync<UdfException>(() => gate.RunAsync(new DefaultHttpContext(), int (_) => throw NotReady(never.Task)));
        Assert.Equal(UdfErrorCode.InterpreterNotReady, error.Code);
    }

    private static UdfException NotReady(Task readiness) => new(UdfErrorCode.InterpreterNotReady, "not yet") { Readiness = readiness };
}
