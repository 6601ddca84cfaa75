using System;
using System.Collections.Generic;
using System.Threading;
using Krait.Testing;
using static Krait.Runtime.Tests.Snapshots.SnapshotModule;

namespace Krait.Runtime.Tests.Snapshots;

public class InstancePoolTests
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly CompiledModule s_module = s_engine.CompileText(Text);

    [Fact]
    public void InstancesAreUsedAgain()
    {
        using Snapshot snapshot = Take();
        using InstancePool pool = new(snapshot);
        PooledInstance rented = pool.Rent();
        Instance first = rented.Instance;
        rented.Dispose();
        rented.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rented.Instance);
        Assert.Equal((1, 1), (pool.Count, pool.IdleCount));
        using PooledInstance again = pool.Rent();
        Assert.Same(first, again.Instance);
        using PooledInstance other = pool.Rent();
        Assert.NotSame(first, other.Instance);
        Assert.Equal((2, 0), (pool.Count, pool.IdleCount));
    }

    [Fact]
    public void NothingIsLeftOfTheUseBefore()
    {
        using Snapshot snapshot = Take();
        using InstancePool pool = new(snapshot);
        string state = string.Empty;
        for (int round = 0; round < 20; round++)
        {
            using PooledInstance rented = pool.Rent();
            Memory memory = rented.Instance.GetMemory("memory");
            state = round == 0 ? State(rented.Instance) : state;
            Assert.Equal(state, State(rented.Instance));
            Assert.False(memory.Bytes.ContainsAnyInRange((byte)0xA0, (byte)0xBF), "a canary of the use before");
            Assert.True(memory.TryGrow(3, out _));
            memory.Bytes.Fill((byte)(0xA0 + round));
            rented.Instance.GetFunction("change").Invoke();
            rented.Instance.GetFunction("keep").Invoke(Value.FromHostObject("canary"));
            Assert.Throws<TrapException>(() => rented.Instance.GetFunction("fail").Invoke());
        }

        Assert.Equal(1, pool.Count);
        using PooledInstance last = pool.Rent();
        Assert.True(last.Instance.GetMemory("memory").TryGrow(8, out _));
        Assert.False(last.Instance.GetMemory("memory").Bytes.ContainsAnyInRange((byte)0xA0, (byte)0xBF), "a canary in memory that grows");
        Assert.Null(last.Instance.GetTable("other").Get(0).Reference);
    }

    [Fact]
    public void LimitsBeginAnewWithEveryUse()
    {
        using Snapshot snapshot = Take();
        InstancePoolOptions options = new()
        {
            Instance = InstanceOptions.Default with { Limits = CallLimits.Default with { Deadline = TimeSpan.FromMilliseconds(100) } },
        };
        using InstancePool pool = new(snapshot, null, options);
        for (int round = 0; round < 3; round++)
        {
            using PooledInstance rented = pool.Rent();
            var failure = Assert.Throws<ResourceLimitException>(() => rented.Instance.GetFunction("spin").Invoke());
            Assert.Equal(ResourceKind.Deadline, failure.Kind);
        }

        Assert.Equal(1, pool.Count);
    }

    [Fact]
    public void PoolHoldsNoMoreThanItMay()
    {
        using Snapshot snapshot = Take();
        using InstancePool pool = new(snapshot, null, new InstancePoolOptions { MaximumInstances = 3, MaximumIdleInstances = 1 });
        List<PooledInstance> rented = [pool.Rent(), pool.Rent(), pool.Rent()];
        var failure = Assert.Throws<ResourceLimitException>(pool.Rent);
        Assert.Equal((ResourceKind.Instances, 3), (failure.Kind, failure.Limit));
        rented.ForEach(static instance => instance.Dispose());
        Assert.Equal((1, 1), (pool.Count, pool.IdleCount));
    }

    [Fact]
    public void InstanceThatCannotBeResetIsThrownAway()
    {
        using Snapshot snapshot = Take();
        using InstancePool pool = new(snapshot);
        PooledInstance rented = pool.Rent();
        Instance disposed = rented.Instance;
        disposed.Dispose();
        rented.Dispose();
        Assert.Equal((0, 0), (pool.Count, pool.IdleCount));

        rented = pool.Rent();
        Linker linker = new Linker(s_engine).DefineFunction("host", "tick", rented.Instance.GetFunction("one"));
        using Instance linked = linker.Instantiate(s_module);
        rented.Dispose();
        Assert.Equal((0, 0), (pool.Count, pool.IdleCount));
        using PooledInstance fresh = pool.Rent();
        Assert.Equal(1, Call(fresh.Instance, "one"));
    }

    [Fact]
    public void DisposedPoolTakesInstancesBackAndGivesNoneOut()
    {
        using Snapshot snapshot = Take();
        InstancePool pool = new(snapshot);
        PooledInstance rented = pool.Rent();
        pool.Rent().Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(pool.Rent);
        Assert.Equal(1, Call(rented.Instance, "one"));
        rented.Dispose();
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public void ManyThreadsShareAPool()
    {
        using Snapshot snapshot = Take();
        using InstancePool pool = new(snapshot, null, new InstancePoolOptions { MaximumIdleInstances = 2 });
        string state;
        using (PooledInstance rented = pool.Rent())
            state = State(rented.Instance);
        using CountdownEvent done = new(6);
        int wrong = 0;
        for (int i = 0; i < 6; i++)
        {
            new Thread(() =>
            {
                for (int round = 0; round < 50; round++)
                {
                    using PooledInstance rented = pool.Rent();
                    if (State(rented.Instance) != state)
                        Interlocked.Increment(ref wrong);
                    rented.Instance.GetFunction("change").Invoke();
                    rented.Instance.GetFunction("grow").Invoke();
                }

                done.Signal();
            }).Start();
        }

        done.Wait();
        Assert.Equal(0, wrong);
        Assert.InRange(pool.Count, 1, 2);
    }

    private static Snapshot Take()
    {
        using Instance original = new Linker(s_engine).DefineFunction("host", "tick", static () => 42).Instantiate(s_module);
        original.GetFunction("change").Invoke();
        return original.TakeSnapshot();
    }
}
