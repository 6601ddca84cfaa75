using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;
using Krait.Benchmarks.Goals;
using Krait.Runtime;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Benchmarks.Start;

/// <summary>What it costs to begin: compiling a small module, making an instance, and each crossing between host and guest.</summary>
internal static class StartBenchmark
{
    private const int Rounds = 41;
    private const int Crossings = 200_000;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    // Functions that loop over an import, so that the host call is what they spend their time with; "loop" is the same without.
    private const string Text = """
        (module
          (import "env" "host" (func $host (param i32) (result i32)))
          (import "env" "caller" (func $caller (param i32) (result i32)))
          (import "env" "untyped" (func $untyped (param i32) (result i32)))
          (memory (export "memory") 1)
          (global $limit (mut i32) (i32.const 0))
          (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func $same (param i32) (result i32) (i32.xor (local.get 0) (global.get $limit)))
          (func (export "loop") (param $n i32) (result i32) (local $x i32)
            (loop
              (local.set $x (call $same (local.get $x)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x))
          (func (export "host") (param $n i32) (result i32) (local $x i32)
            (loop
              (local.set $x (call $host (local.get $x)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x))
          (func (export "caller") (param $n i32) (result i32) (local $x i32)
            (loop
              (local.set $x (call $caller (local.get $x)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x))
          (func (export "untyped") (param $n i32) (result i32) (local $x i32)
            (loop
              (local.set $x (call $untyped (local.get $x)))
              (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x)))
        """;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Prints the tables and rewrites docs/bench/start.json.</summary>
    public static void Run()
    {
        Dictionary<string, IReadOnlyList<StartRow>> tables = [];
        foreach (EngineBackend backend in Enum.GetValues<EngineBackend>())
        {
            IReadOnlyList<StartRow> rows = [.. Measure(backend)];
            Print(backend, rows);
            foreach (StartRow row in rows)
            {
                if (row.Goal is { } goal)
                    GoalTable.Add(row.Name, row.Median, row.Unit, goal);
            }

            tables.Add(backend.ToString().ToLowerInvariant(), rows);
        }

        var report = new
        {
            date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            machine = Machine(),
            rounds = Rounds,
            tables,
        };
        string target = Checkout.File("docs", "bench");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "start.json"), JsonSerializer.Serialize(report, s_indented) + "\n");
    }

    private static IEnumerable<StartRow> Measure(EngineBackend backend)
    {
        using Engine engine = new(new EngineOptions { Backend = backend });
        byte[] bytes = ModuleEncoder.Encode(TextParser.Parse(Text));
        using CompiledModule module = engine.Compile(bytes);
        Linker linker = new Linker(engine)
            .DefineFunction("env", "host", static (int x) => x ^ 1)
            .DefineFunction("env", "caller", static (Caller caller, int x) => x ^ (caller.Instance is null ? 0 : 1))
            .DefineFunction("env", "untyped", new FunctionType([ValueType.I32], [ValueType.I32]), static (_, arguments, results) => results[0] = arguments[0]);
        using Instance instance = linker.Instantiate(module);
        bool hasGoals = backend == EngineBackend.Compiler;
        double? Goal(double value) => hasGoals ? value : null;

        yield return Row("decode, validate, compile, instantiate, first result", "ms", 1e6, Goal(15), 1, () => FirstResult(engine, linker, bytes));
        yield return Row("instantiate and dispose", "us", 1e3, Goal(10), 100, () => Instantiate(linker, module));

        Func<int, int, int> add = instance.GetFunction<int, int, int>("add");
        yield return Row("call into the guest, typed delegate", "ns", 1, Goal(20), Crossings, () => Call(add));
        Function function = instance.GetFunction("add");
        yield return Row("call into the guest, words", "ns", 1, Goal(20), Crossings, () => CallRaw(function));
        yield return Row("call into the guest, Value", "ns", 1, null, Crossings, () => CallWithValues(function));

        Action loop = Loop(instance, "loop");
        yield return Row("call inside the guest, loop included", "ns", 1, null, Crossings, loop);
        yield return Row("host call, typed delegate, loop included", "ns", 1, Goal(15), Crossings, Loop(instance, "host"));
        yield return Row("host call with Caller, loop included", "ns", 1, Goal(15), Crossings, Loop(instance, "caller"));
        yield return Row("host call with Value, loop included", "ns", 1, null, Crossings, Loop(instance, "untyped"));
    }

    private static StartRow Row(string name, string unit, double unitNs, double? goal, int operations, Action work)
    {
        WarmUp(work);
        double[] rounds = new double[Rounds];
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations / unitNs;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(rounds);
        return new StartRow(name, unit, Math.Round(rounds[0], 2), Math.Round(rounds[Rounds / 2], 2), goal, Math.Round((double)allocated / Rounds / operations, 1));
    }

    // Goals are for a warm process: .NET compiles hot methods again when they have been called often and a tenth of a second has passed.
    private static void WarmUp(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        do
            work();
        while (Stopwatch.GetElapsedTime(start) < s_warmUp);
    }

    private static void FirstResult(Engine engine, Linker linker, byte[] bytes)
    {
        using CompiledModule module = engine.Compile(bytes);
        using Instance instance = linker.Instantiate(module);
        if (instance.GetFunction<int, int, int>("add")(1, 2) != 3)
            throw new InvalidOperationException("1 + 2 is not 3");
    }

    private static void Instantiate(Linker linker, CompiledModule module)
    {
        for (int i = 0; i < 100; i++)
            linker.Instantiate(module).Dispose();
    }

    private static void Call(Func<int, int, int> add)
    {
        int x = 0;
        for (int i = 0; i < Crossings; i++)
            x = add(x, 1);
        Check(x);
    }

    private static void CallRaw(Function add)
    {
        Span<long> words = [0, 1];
        for (int i = 0; i < Crossings; i++)
            add.InvokeRaw(words, words);
        Check((int)words[0]);
    }

    private static void CallWithValues(Function add)
    {
        Value[] arguments = [0, 1];
        Value[] results = new Value[1];
        for (int i = 0; i < Crossings; i++)
        {
            add.Invoke(arguments, results);
            arguments[0] = results[0];
        }

        Check(arguments[0].AsInt32());
    }

    private static void Check(int count)
    {
        if (count != Crossings)
            throw new InvalidOperationException($"counted to {count} instead of {Crossings}");
    }

    private static Action Loop(Instance instance, string name)
    {
        Func<int, int> loop = instance.GetFunction<int, int>(name);
        return () => loop(Crossings);
    }

    private static void Print(EngineBackend backend, IReadOnlyList<StartRow> rows)
    {
        Console.WriteLine($"{backend.ToString().ToLowerInvariant()}; {Rounds} rounds; {Machine()}");
        Console.WriteLine($"{"what",-56}{"best",10}{"median",10}{"goal",10}{"allocated",12}");
        foreach (StartRow row in rows)
        {
            string goal = row.Goal is double number ? string.Create(CultureInfo.InvariantCulture, $"{number:0} {row.Unit}") : "-";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-56}{row.Best,7:0.0} {row.Unit}{row.Median,7:0.0} {row.Unit}{goal,10}{row.AllocatedBytes,10:0} B"));
        }

        Console.WriteLine();
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} {RuntimeInformation.ProcessArchitecture} cores, {RuntimeInformation.FrameworkDescription}";
}
