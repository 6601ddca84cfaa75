using System;
using System.Linq;
using System.Threading;
using Krait.Testing;

namespace Krait.Runtime.Tests.Store;

// One module and one linker for many threads, each with instances of its own: nothing of one shows in another.
public class ManyThreadsTests
{
    private const int Threads = 8;
    private const int Rounds = 40;

    private const string Text = """
        (module
          (import "env" "seed" (func $seed (result i32)))
          (memory (export "memory") 1 4)
          (table 8 funcref)
          (global $sum (mut i64) (i64.const 0))
          (elem (i32.const 0) $twice)
          (data (i32.const 65528) "canary!!")
          (func $twice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
          (func (export "fill") (memory.fill (i32.const 0) (call $seed) (i32.const 65528)))
          (func (export "add") (param i32) (result i64)
            (global.set $sum (i64.add (global.get $sum)
              (i64.extend_i32_s (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)))))
            (global.get $sum))
          (func $deep (export "deep") (call $deep) (call $deep))
          (func (export "spin") (loop (br 0)))
          (func (export "grow") (result i32) (memory.grow (i32.const 1))))
        """;

    private static readonly Engine s_engine = TestEngine.New();

    [ThreadStatic]
    private static int s_seed;

    [Fact]
    public void ManyInstancesOfOneModuleRunOnManyThreadsAtOnce()
    {
        using CompiledModule module = s_engine.CompileText(Text);
        Linker linker = new Linker(s_engine).DefineFunction("env", "seed", static () => s_seed);
        string?[] failures = new string?[Threads];
        using Barrier start = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            s_seed = number + 1;
            start.SignalAndWait();
            try
            {
                for (int round = 0; round < Rounds && failures[number] is null; round++)
                    failures[number] = Use(linker, module, round);
            }
            catch (Exception e)
            {
                // The test's own thread tells of it.
                failures[number] = e.ToString();
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        Assert.All(failures, Assert.Null);
    }

    // Null if an instance holds what this thread put into it and nothing else.
    private static string? Use(Linker linker, CompiledModule module, int round)
    {
        Instance instance = linker.Instantiate(module);
        Memory memory = instance.GetMemory("memory");
        if (memory.Bytes[..65528].ContainsAnyExcept((byte)0))
            return "a new memory is not empty";
        instance.GetAction("fill")();
        long sum = 0;
        Func<int, long> add = instance.GetFunction<int, long>("add");
        for (int i = 0; i < 20; i++)
            sum = add(s_seed);
        if (sum != 40L * s_seed)
            return $"the sum is {sum}";
        if (memory.Bytes[..65528].ContainsAnyExcept((byte)s_seed) || memory.ReadUtf8(65528, 8) != "canary!!")
            return "the memory holds something else";
        if (instance.GetFunction<int>("grow")() != 1 || memory.SizeBytes != 2 * Memory.PageSizeBytes)
            return "the memory did not grow";
        if (Assert.Throws<TrapException>(instance.GetAction("deep")).Code != TrapCode.CallStackExhausted)
            return "another trap";
        if (round % 8 == 0)
        {
            instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(1) });
            if (Assert.Throws<ResourceLimitException>(instance.GetAction("spin")).Kind != ResourceKind.Deadline)
                return "another limit";
        }

        // Some are left to the garbage collector.
        if (round % 3 != 0)
            instance.Dispose();
        return null;
    }

    [Fact]
    public void OnlyOneOfManyThreadsEntersAnInstance()
    {
        using Instance instance = new Linker(s_engine).DefineFunction("env", "seed", static () => 1).Instantiate(s_engine.CompileText(Text));
        Func<int, long> add = instance.GetFunction<int, long>("add");
        long entered = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                try
                {
                    add(1);
                    Interlocked.Increment(ref entered);
                }
                catch (InvalidOperationException)
                {
                    // Another thread was faster.
                }
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        // Each call that entered has counted, and none at the same time as another.
        Assert.Equal(2 * entered, add(0));
    }

    [Fact]
    public void LimitsOfARunningInstanceAreItsThreadsBusiness()
    {
        Exception? limits = null;
        Exception? fuel = null;
        Instance? instance = null;
        Linker linker = new Linker(s_engine).DefineFunction("env", "seed", () =>
        {
            instance!.SetLimits(CallLimits.Default);
            Thread other = new(() =>
            {
                limits = Record.Exception(() => instance.SetLimits(CallLimits.Default));
                fuel = Record.Exception(instance.Refuel);
            });
            other.Start();
            other.Join();
            return 1;
        });
        using (instance = linker.Instantiate(s_engine.CompileText(Text)))
            instance.GetAction("fill")();

        Assert.IsType<InvalidOperationException>(limits);
        Assert.IsType<InvalidOperationException>(fuel);
    }
}
