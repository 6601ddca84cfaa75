using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Krait.Runtime.Tests.Threads;

public class GuestThreadPoolTests
{
    [Fact]
    public void RunsWorkOnAThreadOfItsOwn()
    {
        using GuestThreadPool pool = new();

        (bool isPoolThread, string? name) = pool.Run(() => (Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.Name));

        Assert.False(isPoolThread);
        Assert.Equal("krait-guest-0", name);
    }

    [Fact]
    public void ThrowsWhatTheWorkThrew()
    {
        using GuestThreadPool pool = new();

        Assert.Throws<FormatException>(() => pool.Run(() => { throw new FormatException(); }));
    }

    [Fact]
    public void WorkInsideWorkRunsOnTheSameThread()
    {
        using GuestThreadPool pool = new(new GuestThreadOptions { Threads = 1, QueueLength = 0 });

        Assert.True(pool.Run(() => Environment.CurrentManagedThreadId == pool.Run(() => Environment.CurrentManagedThreadId)));
    }

    [Fact]
    public async Task RefusesWorkBeyondTheQueue()
    {
        using GuestThreadPool pool = new(new GuestThreadOptions { Threads = 1, QueueLength = 1 });
        using ManualResetEventSlim mayEnd = new(false);
        using ManualResetEventSlim hasBegun = new(false);
        Task running = Task.Run(() => pool.Run(() =>
        {
            hasBegun.Set();
            mayEnd.Wait();
        }));
        hasBegun.Wait();
        using CancellationTokenSource source = new();
        Task waiting = Task.Run(() => WaitInQueue(pool, source.Token));
        ResourceLimitException? error = null;
        while (error is null)
        {
            // The waiting call may take a moment to stand in the queue; until then this one takes its place and gives up.
            using CancellationTokenSource soon = new();
            soon.Cancel();
            try
            {
                pool.Run(() => { }, soon.Token);
            }
            catch (OperationCanceledException)
            {
                await Task.Yield();
            }
            catch (ResourceLimitException e)
            {
                error = e;
            }
        }

        Assert.Equal(ResourceKind.ThreadQueue, error.Kind);
        Assert.Equal("thread queue limit of 1 calls reached: all guest threads are busy", error.Message);
        source.Cancel();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        mayEnd.Set();
        await running;
    }

    [Fact]
    public void APlaceIsFreeAsSoonAsItsCallIsAnswered()
    {
        using GuestThreadPool pool = new(new GuestThreadOptions { Threads = 1, QueueLength = 0 });
        for (int i = 0; i < 5_000; i++)
            Assert.Equal(i, pool.Run(() => i));
    }

    [Fact]
    public void CallsOneAfterAnotherNeedOneThread()
    {
        using GuestThreadPool pool = new();
        for (int i = 0; i < 1_000; i++)
            Assert.Equal("krait-guest-0", pool.Run(() => Thread.CurrentThread.Name));
    }

    [Fact]
    public void CallsAtTheSameTimeHaveAThreadEach()
    {
        using GuestThreadPool pool = new(new GuestThreadOptions { Threads = 3 });
        using Barrier all = new(3);

        string?[] names = new string?[3];
        Thread[] callers = [.. Enumerable.Range(0, 3).Select(i => new Thread(() => names[i] = NameOfThread(pool, all)))];
        Array.ForEach(callers, static caller => caller.Start());
        Array.ForEach(callers, static caller => caller.Join());

        Assert.Equal(["krait-guest-0", "krait-guest-1", "krait-guest-2"], names.Order());
    }

    // Nobody passes the barrier before three are there, so a pool that runs calls one after another never ends.
    private static string? NameOfThread(GuestThreadPool pool, Barrier all) => pool.Run(() =>
    {
        all.SignalAndWait();
        return Thread.CurrentThread.Name;
    });

    // The place in the queue may be taken for a moment by the call that looks whether it is taken.
    private static void WaitInQueue(GuestThreadPool pool, CancellationToken token)
    {
        while (true)
        {
            try
            {
                pool.Run(() => { }, token);
                return;
            }
            catch (ResourceLimitException)
            {
                Thread.Yield();
            }
        }
    }

    [Fact]
    public void DisposedPoolsRefuseWork()
    {
        GuestThreadPool pool = new();
        pool.Run(() => { });
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(() => pool.Run(() => { }));
    }

    [Theory]
    [InlineData(0, 0, 1 << 20)]
    [InlineData(1, -1, 1 << 20)]
    [InlineData(1, 0, 1000)]
    public void RefusesSizesOutOfRange(int threads, int queueLength, int stackBytes)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new GuestThreadPool(new GuestThreadOptions { Threads = threads, QueueLength = queueLength, StackBytes = stackBytes }));
    }
}
