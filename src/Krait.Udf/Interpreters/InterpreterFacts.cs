using System;
using System.Collections.Immutable;
using System.Threading;
using Krait.Guests;

namespace Krait.Udf.Interpreters;

/// <summary>What differs between the interpreters that run UDFs.</summary>
/// <param name="Mode">The mode of a UDF that it runs.</param>
/// <param name="Name">The mode as users write it.</param>
/// <param name="Interpreter">Which one.</param>
/// <param name="Prelude">Runs before the UDF's source.</param>
internal sealed record InterpreterFacts(UdfMode Mode, string Name, PythonInterpreter Interpreter, string Prelude)
{
    // What is printed stands in the log where it was printed, between what is logged.
    private const string LineBuffering = """
        import sys
        sys.stdout.reconfigure(line_buffering=True)
        sys.stderr.reconfigure(line_buffering=True)
        del sys
        """;

    private readonly Lazy<long> _memoryBytes = new(() => MeasureMemory(Interpreter), LazyThreadSafetyMode.PublicationOnly);

    public static ImmutableArray<InterpreterFacts> Rows { get; } =
    [
        new(UdfMode.CPython, "cpython", PythonInterpreter.CPython, LineBuffering),
        new(UdfMode.MicroPython, "micropython", PythonInterpreter.MicroPython, ""),
    ];

    /// <summary>Bytes of memory of an interpreter that has just started: what a UDF's limit does not count.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.CompilationFailed"/>: it is not on this machine.</exception>
    public long MemoryBytes
    {
        get
        {
            try
            {
                return _memoryBytes.Value;
            }
            catch (GuestPackageException e)
            {
                throw new UdfException(UdfErrorCode.CompilationFailed, $"mode {Name} is not to be had on this machine: {e.Message}", e) { Scope = UdfErrorScope.Request };
            }
        }
    }

    /// <summary>The facts of a mode; null when it runs modules.</summary>
    public static InterpreterFacts? OfOrNull(UdfMode mode)
    {
        foreach (InterpreterFacts row in Rows)
        {
            if (row.Mode == mode)
                return row;
        }

        return null;
    }

    /// <summary>What a UDF's sandbox is granted: its memory and nothing else.</summary>
    /// <param name="limits">The UDF's limits.</param>
    public PythonSandboxOptions OptionsFor(UdfLimits limits)
    {
        int heapBytes = HeapBytes(limits.MemoryBytes);
        bool hasHeap = Interpreter == PythonInterpreter.MicroPython;
        return PythonSandboxOptions.Default with
        {
            Interpreter = Interpreter,
            Limits = LimitsFor(limits),
            MaximumMemoryBytes = MemoryBytes + limits.MemoryBytes + (hasHeap ? heapBytes : 0),
            MicroPythonHeapBytes = heapBytes,
            MaximumFileBytes = 0,
            MaximumValueBytes = Math.Max(1 << 20, limits.ResultBytes * ValueBytesPerJsonByte),
            InterruptGrace = GraceFor(limits),
        };
    }

    public static Krait.Runtime.CallLimits LimitsFor(UdfLimits limits) => new() { Deadline = TimeSpan.FromMilliseconds(limits.DeadlineMs) };

    // An element of a list is two bytes of JSON at least.
    private const int ValueBytesPerJsonByte = 32;

    private static TimeSpan GraceFor(UdfLimits limits) => TimeSpan.FromMilliseconds(Math.Clamp(limits.DeadlineMs / 8, 10, 250));

    // MicroPython's heap has its size from the start, and each size is an image of its own: there are few sizes.
    private static int HeapBytes(long memoryBytes)
    {
        int heapBytes = 1 << 16;
        while (heapBytes < 1 << 30 && heapBytes * 2L <= memoryBytes)
            heapBytes *= 2;
        return heapBytes;
    }

    private static long MeasureMemory(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = PythonSandbox.Create(PythonSandboxOptions.Default with { Interpreter = interpreter });
        return sandbox.MemoryBytes;
    }
}
