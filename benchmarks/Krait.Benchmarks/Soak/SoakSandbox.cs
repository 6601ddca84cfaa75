using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Guests;
using Krait.Runtime;

namespace Krait.Benchmarks.Soak;

/// <summary>One sandbox under load: it does work of all kinds by turns and knows what has to come out.</summary>
internal sealed class SoakSandbox : IDisposable
{
    /// <summary>Defines what the rounds call; run once, in the sandbox whose image all begin with.</summary>
    public const string Program = """
        import json
        total = 0

        def add(value):
            global total
            total += value
            return total

        def turn(values):
            return {'sum': sum(values), 'all': values[::-1], 'text': json.dumps(values)}

        def fail(number):
            raise ValueError('number %d' % number)

        def garbage(count):
            parts = [[i] * 10 for i in range(count)]
            return sum(len(part) for part in parts)
        """;

    // The deadline is meant to be reached; what has no deadline of its own ends long before, or has failed.
    private static readonly CallLimits s_short = new() { Deadline = TimeSpan.FromMilliseconds(5) };
    private static readonly CallLimits s_long = new() { Deadline = TimeSpan.FromMinutes(5) };

    private readonly PythonSandbox _sandbox;
    private readonly MemoryStream _output = new();
    private readonly int _number;
    private readonly (string Kind, Action<int> Do)[] _work;
    private long _total;

    public SoakSandbox(PythonImage image, int number)
    {
        _number = number;
        var options = new PythonSandboxOptions
        {
            Limits = s_long,
            InterruptGrace = TimeSpan.FromMinutes(5),
            Output = _output,
        };
        _sandbox = PythonSandbox.Create(image, options);
        _sandbox.DefineModule("soak", new Dictionary<string, object?> { ["twice"] = (long value) => 2 * value });
        _work =
        [
            ("call", Add),
            ("values", Turn),
            ("exception", Fail),
            ("function of the host", CallHost),
            ("output", Print),
            ("garbage", Collect),
            ("deadline", Interrupt),
            ("fork", Fork),
            ("reset", Reset),
        ];
    }

    /// <summary>How many kinds of work there are.</summary>
    public static int Kinds => 9;

    /// <summary>Does the work of a round and checks what comes out.</summary>
    /// <returns>The kind of work that was done.</returns>
    /// <exception cref="InvalidOperationException">Something else came out.</exception>
    public string Do(int round)
    {
        (string kind, Action<int> work) = _work[(_number + round) % Kinds];
        work(round);
        return kind;
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _output.Dispose();
    }

    private void Add(int round)
    {
        _total += round;
        Expect(_total, _sandbox.Call("add", (long)round));
    }

    private void Turn(int round)
    {
        long[] values = [.. Enumerable.Range(0, 50).Select(i => (long)i * round)];
        var result = (PythonDictionary)_sandbox.Call("turn", values)!;
        Expect(values.Sum(), result["sum"]);
        Expect($"[{string.Join(", ", values)}]", result["text"]);
        if (!values.Reverse().SequenceEqual(((IEnumerable<object?>)result["all"]!).Cast<long>()))
            throw Wrong("a list that was turned round", "another one");
    }

    private void Fail(int round)
    {
        try
        {
            _sandbox.Call("fail", (long)round);
        }
        catch (PythonException exception)
        {
            Expect("ValueError", exception.TypeName);
            Expect($"number {round}", exception.Text);
            Expect("fail", exception.Frames[^1].Function);
            return;
        }

        throw Wrong("ValueError", "a result");
    }

    private void CallHost(int round) => Expect((2L * round) + 1, _sandbox.Evaluate($"__import__('soak').twice({round}) + 1"));

    private void Print(int round)
    {
        _output.SetLength(0);
        _sandbox.Execute($"print('sandbox', {_number}, 'round', {round})");
        Expect($"sandbox {_number} round {round}\n", Encoding.UTF8.GetString(_output.ToArray()));
    }

    private void Collect(int round) => Expect(20_000L, _sandbox.Call("garbage", 2_000L));

    private void Interrupt(int round)
    {
        _sandbox.Limits = s_short;
        try
        {
            _sandbox.Execute("while True: pass");
            throw Wrong("the end at the deadline", "a result");
        }
        catch (ResourceLimitException exception) when (exception.Kind == ResourceKind.Deadline)
        {
        }
        finally
        {
            _sandbox.Limits = s_long;
        }

        Expect(_total, _sandbox.GetGlobal("total"));
    }

    private void Fork(int round)
    {
        using PythonSandbox other = _sandbox.Fork();
        Expect(_total + 1, other.Call("add", 1L));
        Expect(_total, _sandbox.GetGlobal("total"));
    }

    private void Reset(int round)
    {
        _sandbox.Execute($"total = {round}; left_over = [0] * 1000");
        _sandbox.Reset();
        _total = 0;
        Expect(0L, _sandbox.Evaluate("total"));
        Expect(false, _sandbox.Evaluate("'left_over' in globals()"));
    }

    private void Expect(object? expected, object? actual)
    {
        if (!Equals(expected, actual))
            throw Wrong(expected, actual);
    }

    private InvalidOperationException Wrong(object? expected, object? actual) =>
        new($"sandbox {_number}, thread {Environment.CurrentManagedThreadId}: {expected ?? "None"} was expected, {actual ?? "None"} came");
}
