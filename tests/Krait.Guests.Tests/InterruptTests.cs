using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Krait.Guests.Tests.Kit;
using Krait.Runtime;

namespace Krait.Guests.Tests;

/// <summary>Deadlines, cancellations and interrupts: Python is asked first, and ended where it does not listen.</summary>
public sealed class InterruptTests
{
    // Long enough that Python cleans up in time on any machine, and never waited for to the end.
    private static readonly TimeSpan s_longGrace = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(50);

    public static TheoryData<PythonInterpreter> Interpreters => [PythonInterpreter.CPython, PythonInterpreter.MicroPython];

    public static TheoryData<PythonInterpreter, string> Loops
    {
        get
        {
            var loops = new TheoryData<PythonInterpreter, string>
            {
                { PythonInterpreter.CPython, "import re; re.match('(a*)*b', 'a' * 60)" },
                { PythonInterpreter.CPython, "str(7 ** 10 ** 7)" },
                { PythonInterpreter.CPython, "while True: sorted(range(1000), key=lambda x: -x)" },
                { PythonInterpreter.CPython, "import time; time.sleep(10**6)" },
            };
            loops.Add(PythonInterpreter.MicroPython, "import time; time.sleep(10**6)");
            loops.Add(PythonInterpreter.MicroPython, "import time; time.sleep_ms(10**9)");
            foreach (PythonInterpreter interpreter in (PythonInterpreter[])[PythonInterpreter.CPython, PythonInterpreter.MicroPython])
            {
                loops.Add(interpreter, "while True: pass");
                loops.Add(interpreter, "for i in range(1 << 30): i * i");
                loops.Add(interpreter, "def f():\n  while True: yield 1\nfor x in f(): pass");
                loops.Add(interpreter, "def f(n): return f(n - 1) if n else 0\nwhile True: f(10)");
                loops.Add(interpreter, "while True:\n  try: raise ValueError\n  except Exception: pass");
                loops.Add(interpreter, "sum(1 for i in range(1 << 30))");
            }

            return loops;
        }
    }

    [Theory]
    [MemberData(nameof(Loops))]
    public void RaisesInsidePythonAtTheDeadline(PythonInterpreter interpreter, string loop)
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = Sandboxes.New(interpreter, new PythonSandboxOptions { Output = output, Limits = new CallLimits { Deadline = s_soon }, InterruptGrace = s_longGrace });
        string body = loop.Replace("\n", "\n  ", StringComparison.Ordinal);
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => sandbox.Execute($"def main():\n  {body}\ntry:\n  main()\nfinally:\n  print('cleaned up')"));
        Assert.Equal(ResourceKind.Deadline, error.Kind);
        Assert.Equal(50, error.Limit);
        Assert.Equal("KeyboardInterrupt", Assert.IsType<PythonException>(error.InnerException).TypeName);
        Assert.Equal("cleaned up\n", Encoding.UTF8.GetString(output.ToArray()));
        sandbox.Limits = CallLimits.Default;
        Assert.Equal(2L, sandbox.Evaluate("1 + 1"));
    }

    // The program says when it has come to what does not listen, so that the cancellation never comes before.
    [Theory]
    [InlineData(PythonInterpreter.CPython, "", "while True: pass")]
    [InlineData(PythonInterpreter.MicroPython, "", "while True: pass")]
    [InlineData(PythonInterpreter.CPython, "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n", "while True: pass")]
    [InlineData(PythonInterpreter.CPython, "import itertools\n", "sum(itertools.repeat(1))")]
    [InlineData(PythonInterpreter.CPython, "import itertools\n", "10**9 in itertools.cycle([1])")]
    [InlineData(PythonInterpreter.MicroPython, "n = 9\n", "n ** n ** n")]
    public async Task EndsTheSandboxThatDoesNotListen(PythonInterpreter interpreter, string before, string loop)
    {
        using var source = new CancellationTokenSource();
        using var output = new SignallingStream();
        using PythonSandbox sandbox = Sandboxes.New(
            interpreter, new PythonSandboxOptions { Output = output, Limits = new CallLimits { CancellationToken = source.Token }, InterruptGrace = s_soon });
        string program = $"{before}while True:\n  try:\n    print('x' * 200000)\n    {loop}\n  except BaseException: pass";
        Task<OperationCanceledException> running = Task.Run(() => Assert.Throws<OperationCanceledException>(() => sandbox.Execute(program)));
        output.Written.Wait(TestContext.Current.CancellationToken);
        source.Cancel();
        OperationCanceledException error = await running;
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Contains("within 50 ms", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => sandbox.Evaluate("1"));
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void NamesTheDeadlineThatEndedTheSandbox(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter, new PythonSandboxOptions { Limits = new CallLimits { Deadline = s_soon }, InterruptGrace = TimeSpan.Zero });
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => sandbox.Execute("while True: pass"));
        Assert.Equal(ResourceKind.Deadline, error.Kind);
        Assert.Equal(50, error.Limit);
        Assert.Throws<InvalidOperationException>(() => sandbox.Evaluate("1"));
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task RaisesKeyboardInterruptWhenAskedTo(PythonInterpreter interpreter)
    {
        using var output = new SignallingStream();
        using PythonSandbox sandbox = Sandboxes.New(interpreter, new PythonSandboxOptions { Output = output });
        Task<PythonException> running = Task.Run(() => Assert.Throws<PythonException>(() => sandbox.Execute("print('x' * 200000)\nwhile True: pass")));
        output.Written.Wait(TestContext.Current.CancellationToken);
        sandbox.Interrupt();
        PythonException error = await running;
        Assert.Equal("KeyboardInterrupt", error.TypeName);
        Assert.Equal(2L, sandbox.Evaluate("1 + 1"));
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task RaisesInsidePythonWhenCancelled(PythonInterpreter interpreter)
    {
        using var source = new CancellationTokenSource();
        using var output = new SignallingStream();
        using PythonSandbox sandbox = Sandboxes.New(
            interpreter, new PythonSandboxOptions { Output = output, Limits = new CallLimits { CancellationToken = source.Token }, InterruptGrace = s_longGrace });
        Task<OperationCanceledException> running = Task.Run(
            () => Assert.Throws<OperationCanceledException>(() => sandbox.Execute("try:\n  print('x' * 200000)\n  while True: pass\nfinally: print('end')")));
        output.Written.Wait(TestContext.Current.CancellationToken);
        source.Cancel();
        OperationCanceledException error = await running;
        Assert.Equal(source.Token, error.CancellationToken);
        Assert.Equal("KeyboardInterrupt", Assert.IsType<PythonException>(error.InnerException).TypeName);
        Assert.EndsWith("end\n", output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task LeavesNoInterruptForTheNextCall(PythonInterpreter interpreter)
    {
        using PythonSandbox sandbox = Sandboxes.New(interpreter);
        sandbox.Interrupt();
        Assert.Equal(3L, sandbox.Evaluate("1 + 2"));
        for (int i = 0; i < 200; i++)
        {
            Task interrupting = Task.Run(sandbox.Interrupt, TestContext.Current.CancellationToken);
            try
            {
                sandbox.Evaluate("sum(range(20))");
            }
            catch (PythonException exception) when (exception.TypeName == "KeyboardInterrupt")
            {
                // It came in time.
            }

            await interrupting;
            Assert.Equal(4950L, sandbox.Evaluate("sum(range(100))"));
        }
    }

    [Fact]
    public void CallsTheHandlerThatPythonCodeSet()
    {
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython, new PythonSandboxOptions { InterruptGrace = s_longGrace });
        sandbox.Execute("import signal\nseen = []\nsignal.signal(signal.SIGINT, lambda number, frame: seen.append(number))");
        sandbox.Limits = new CallLimits { Deadline = s_soon };
        sandbox.Execute("while not seen: pass");
        sandbox.Limits = CallLimits.Default;
        Assert.Equal("[2]", sandbox.Repr("seen"));
    }

    [Fact]
    public void EndsAtOnceWithoutGrace()
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = Sandboxes.New(
            PythonInterpreter.CPython, new PythonSandboxOptions { Output = output, Limits = new CallLimits { Deadline = s_soon }, InterruptGrace = TimeSpan.Zero });
        Assert.Throws<ResourceLimitException>(() => sandbox.Execute("try:\n  while True: pass\nfinally: print('end', flush=True)"));
        Assert.Empty(output.ToArray());
    }

    /// <summary>Tells when something has been written.</summary>
    private sealed class SignallingStream : MemoryStream
    {
        public ManualResetEventSlim Written { get; } = new();

        public string Text => Encoding.UTF8.GetString(ToArray());

        // The other overload ends here, too.
        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, count);
            Written.Set();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Written.Dispose();
        }
    }
}
