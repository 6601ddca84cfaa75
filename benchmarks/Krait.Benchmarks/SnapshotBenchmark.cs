using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Benchmarks;

/// <summary>
/// What instances of a large guest cost with a snapshot: making one, resetting one, and holding many. The guest is a module of 17,000
/// functions, half of them exported and in its table, with 40 MiB of memory of which two thirds are not zero: the shape of an
/// interpreter that has started. <c>--module FILE</c> takes another module, with host functions that fail and memory filled alike.
/// </summary>
internal static class SnapshotBenchmark
{
    private const int Functions = 17_000;
    private const int MemoryBytes = 40 << 20;
    private const int LiveInstances = 500;
    private const int Rounds = 200;

    public static void Run(string[] arguments)
    {
        using Engine engine = new();
        byte[] bytes = arguments is ["--module", var file] ? File.ReadAllBytes(file) : ModuleEncoder.Encode(Large());
        using CompiledModule module = engine.Compile(bytes);
        using Instance original = Link(engine, module).Instantiate(module);
        Memory memory = original.GetMemory("memory");
        Fill(memory);
        long start = Stopwatch.GetTimestamp();
        using Snapshot snapshot = original.TakeSnapshot();
        Print("take the snapshot", [Stopwatch.GetElapsedTime(start).TotalMicroseconds]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-34}{memory.SizeBytes >> 20} MiB of memory, {snapshot.ImageBytes >> 20} MiB in the image, {module.Exports.Length} exports"));

        Print("instantiate", [.. Repeat(() => snapshot.Instantiate()).Select(static row => Take(row))]);
        MeasureFile(engine, module, snapshot);
        using Instance used = snapshot.Instantiate();
        foreach (int pages in new[] { 0, 50, 500, 5000 })
        {
            List<double> touch = [];
            List<double> reset = [];
            for (int round = 0; round < Rounds / 4; round++)
            {
                start = Stopwatch.GetTimestamp();
                Touch(used, pages);
                touch.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                start = Stopwatch.GetTimestamp();
                used.Reset();
                reset.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }

            Print($"write to {pages} pages", touch);
            Print($"reset after that", reset);
        }

        long before = ResidentBytes();
        Instance[] live = [.. Enumerable.Range(0, LiveInstances).Select(_ => snapshot.Instantiate())];
        foreach (Instance instance in live)
            Touch(instance, 50);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{LiveInstances + " live, 50 pages written each",-34}{(ResidentBytes() - before) >> 20} MiB more, {(ResidentBytes() - before) / LiveInstances >> 10} KiB each"));
        foreach (Instance instance in live)
            instance.Dispose();
    }

    private static void MeasureFile(Engine engine, CompiledModule module, Snapshot snapshot)
    {
        string path = Path.Combine(Path.GetTempPath(), $"krait-snapshot-{Environment.ProcessId}");
        Linker linker = Link(engine, module);
        long start = Stopwatch.GetTimestamp();
        snapshot.SaveFile(path);
        Print("save to a file", [Stopwatch.GetElapsedTime(start).TotalMicroseconds]);
        Print("load from the file", [.. Repeat(() => Snapshot.LoadFile(module, path)).Select(static row => Take(row))]);
        using (Snapshot loaded = Snapshot.LoadFile(module, path))
            Print("instantiate from the file", [.. Repeat(() => loaded.Instantiate(linker)).Select(static row => Take(row))]);
        File.Delete(path);
    }

    private static IEnumerable<(double Microseconds, T Made)> Repeat<T>(Func<T> make)
    {
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            T made = make();
            yield return (Stopwatch.GetElapsedTime(start).TotalMicroseconds, made);
        }
    }

    private static double Take<T>((double Microseconds, T Made) row)
        where T : IDisposable
    {
        row.Made.Dispose();
        return row.Microseconds;
    }

    private static void Print(string what, IReadOnlyCollection<double> microseconds)
    {
        double[] sorted = [.. microseconds.Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34}{sorted[sorted.Length / 2],10:N1} us (median), {sorted[0]:N1} to {sorted[^1]:N1}"));
    }

    private static void Touch(Instance instance, int pages)
    {
        Memory memory = instance.GetMemory("memory");
        for (int page = 0; page < pages; page++)
            memory.Write(4096L * page * 7 % memory.SizeBytes, page);
    }

    private static void Fill(Memory memory)
    {
        memory.TryGrow((MemoryBytes - memory.SizeBytes) / Memory.PageSizeBytes, out _);
        for (long at = 0; at < memory.SizeBytes; at += 4096)
        {
            if (at / 4096 % 3 != 0)
                memory.GetSpan(at + 64, 2048).Fill((byte)(at >> 12 | 1));
        }
    }

    private static long ResidentBytes()
    {
        if (!OperatingSystem.IsLinux())
            return Environment.WorkingSet;
        string line = File.ReadLines("/proc/self/smaps_rollup").First(static line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    private static Linker Link(Engine engine, CompiledModule module)
    {
        var linker = new Linker(engine);
        foreach (Import import in module.Imports)
        {
            if (linker.IsDefined(import.ModuleName, import.Name))
                continue;
            if (import.Type is FunctionReference function)
                linker.DefineFunction(import.ModuleName, import.Name, module.Source.FunctionTypeAt(function.TypeIndex), static (_, _, _) => throw new NotSupportedException());
            else if (import.Type is GlobalType { Value: var type } global && type == Krait.Wasm.ValueType.I32)
                linker.DefineGlobal(import.ModuleName, import.Name, new Global(global, 0));
        }

        return linker;
    }

    private static Module Large()
    {
        byte[] code = new InstructionWriter().LocalGet(0).I32Const(1).Op(WasmOp.I32Add).End().ToArray();
        return new Module
        {
            Types = [TypeDefinition.Of(new FunctionType([Krait.Wasm.ValueType.I32], [Krait.Wasm.ValueType.I32]))],
            Functions = [.. Enumerable.Repeat(new DefinedFunction(0, new FunctionBody([], code)), Functions)],
            Tables = [new DefinedTable(new TableType(Krait.Wasm.ValueType.FuncRef, new SizeLimits((Functions / 2) + 1)))],
            Memories = [new MemoryType(new SizeLimits(MemoryBytes / MemoryType.PageSizeBytes))],
            Elements = [ElementSegment.ActiveFunctions(0, ConstantExpression.I32(1), [.. Enumerable.Range(0, Functions / 2)])],
            Exports =
            [
                new Export("memory", ExternalKind.Memory, 0),
                .. Enumerable.Range(0, Functions / 2).Select(static i => new Export($"f{i}", ExternalKind.Function, i)),
            ],
        };
    }
}
