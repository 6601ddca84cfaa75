using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Krait.Guests;

namespace Krait.Benchmarks.Soak;

/// <summary>Many sandboxes of one interpreter at work at the same time, each on a thread of its own.</summary>
internal sealed class SoakRun : IDisposable
{
    private readonly PythonImage _image;
    private readonly SoakSandbox[] _sandboxes;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly int[] _rounds;

    /// <param name="interpreter">Which Python.</param>
    /// <param name="sandboxes">How many.</param>
    public SoakRun(PythonInterpreter interpreter, int sandboxes)
    {
        using PythonSandbox first = PythonSandbox.Create(new PythonSandboxOptions { Interpreter = interpreter });
        first.Execute(SoakSandbox.Program);
        first.DefineModule("soak", new Dictionary<string, object?> { ["twice"] = (long value) => value });
        _image = first.TakeImage();
        _sandboxes = [.. Enumerable.Range(0, sandboxes).Select(number => new SoakSandbox(_image, number))];
        _rounds = new int[sandboxes];
    }

    /// <summary>How often each kind of work was done.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>All of them.</summary>
    public long Total => _counts.Values.Sum();

    /// <summary>Has every sandbox do round after round until a condition says that it is enough.</summary>
    /// <param name="isEnough">Asked before each round with the number of rounds that the sandbox has done in this run.</param>
    /// <exception cref="AggregateException">A sandbox gave a wrong answer or failed.</exception>
    public void Run(Func<int, bool> isEnough)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = new List<Thread>();
        for (int i = 0; i < _sandboxes.Length; i++)
        {
            int number = i;
            var thread = new Thread(() => RunOne(number, isEnough, failures)) { IsBackground = true };
            threads.Add(thread);
            thread.Start();
        }

        threads.ForEach(static thread => thread.Join());
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
    }

    /// <summary>Bytes of the process that are in memory, once what is garbage is gone.</summary>
    public static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    public void Dispose()
    {
        foreach (SoakSandbox sandbox in _sandboxes)
            sandbox.Dispose();
        _image.Dispose();
    }

    private void RunOne(int number, Func<int, bool> isEnough, ConcurrentQueue<Exception> failures)
    {
        try
        {
            for (int done = 0; failures.IsEmpty && !isEnough(done); done++)
            {
                string kind = _sandboxes[number].Do(_rounds[number]++);
                _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
            }
        }
        catch (Exception exception)
        {
            failures.Enqueue(exception);
        }
    }
}
