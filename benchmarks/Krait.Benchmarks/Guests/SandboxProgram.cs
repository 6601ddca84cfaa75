using System;
using System.Diagnostics;
using System.IO;
using Krait.Guests;

namespace Krait.Benchmarks.Guests;

/// <summary>A sandbox that runs programs one after the other, as the processes beside it do.</summary>
internal sealed class SandboxProgram(PythonInterpreter interpreter, int calls, int heapBytes) : IDisposable
{
    private PythonSandbox? _sandbox;

    /// <summary>Runs a program once.</summary>
    /// <returns>Null if it failed.</returns>
    public Measurement? Run(string path)
    {
        _sandbox ??= PythonSandbox.Create(new PythonSandboxOptions
        {
            Interpreter = interpreter,
            MaximumMemoryBytes = 2L << 30,
            MicroPythonHeapBytes = heapBytes,
        });
        try
        {
            _sandbox.Execute(File.ReadAllText(path));
            long start = Stopwatch.GetTimestamp();
            _sandbox.Execute($"answer = str([run() for _ in range({calls})][-1])");
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            return new Measurement((string)_sandbox.Evaluate("answer")!, milliseconds);
        }
        catch (PythonException exception)
        {
            Console.Error.WriteLine($"{Path.GetFileName(path)} under {interpreter}: {exception.Message}");
            return null;
        }
    }

    public void Dispose() => _sandbox?.Dispose();
}
