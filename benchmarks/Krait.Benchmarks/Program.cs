using System;
using System.Collections.Generic;
using Krait.Benchmarks;
using Krait.Benchmarks.Goals;
using Krait.Benchmarks.Guests;
using Krait.Benchmarks.Kernels;
using Krait.Benchmarks.Soak;
using Krait.Benchmarks.Start;

var benchmarks = new Dictionary<string, Action>(StringComparer.Ordinal)
{
    ["engine"] = () => EngineBenchmark.Run(args[1..]),
    ["start"] = StartBenchmark.Run,
    ["guests"] = () =>
    {
        // The programs first: a process that has once run an interpreter unprepared goes on so.
        PythonGuestsBenchmark.Run([]);
        GuestStartBenchmark.Run();
        SandboxBenchmark.Run();
        InterpreterUdfBenchmark.Run();
        SoakBenchmark.Run([]);
    },
    ["loop"] = CPythonLoopBenchmark.Run,
    ["large"] = LargeFunctionBenchmark.Run,
    ["sandboxes"] = SandboxBenchmark.Run,
    ["profile"] = ProfileBenchmark.Run,
    ["python"] = PythonBenchmark.Run,
    ["python-guests"] = () => PythonGuestsBenchmark.Run(args[1..]),
    ["snapshot"] = () => SnapshotBenchmark.Run(args[1..]),
    ["soak"] = () => SoakBenchmark.Run(args[1..]),
    ["udf"] = UdfBenchmark.Run,
};

if (args is [GuestStartBenchmark.ChildVerb, string mode, string module])
{
    GuestStartBenchmark.RunChild(mode, module);
    return 0;
}

if (args is [KernelPrograms.ChildVerb, string kernel, string contender])
{
    KernelPrograms.RunChild(kernel, contender);
    return 0;
}

if (args.Length == 0 || (args.Length > 1 && args[0] is not ("engine" or "snapshot" or "python-guests" or "soak")) || !benchmarks.TryGetValue(args[0], out Action? benchmark))
{
    Console.Error.WriteLine("usage: ./dev bench NAME, where NAME is one of: " + string.Join(", ", benchmarks.Keys));
    return 2;
}

benchmark();
GoalTable.Print("./dev bench " + string.Join(' ', args));
return 0;
