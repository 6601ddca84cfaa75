using System;
using System.Collections.Generic;
using Krait.Benchmarks;

var benchmarks = new Dictionary<string, Action>(StringComparer.Ordinal)
{
    ["python"] = PythonBenchmark.Run,
    ["udf"] = UdfBenchmark.Run,
};

if (args.Length != 1 || !benchmarks.TryGetValue(args[0], out Action? benchmark))
{
    Console.Error.WriteLine("usage: ./dev bench NAME, where NAME is one of: " + string.Join(", ", benchmarks.Keys));
    return 2;
}

benchmark();
return 0;
