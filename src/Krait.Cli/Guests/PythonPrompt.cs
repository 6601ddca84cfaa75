using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Krait.Cli.Output;
using Krait.Cli.Prompt;
using Krait.Guests;
using Krait.Wasi;
using Krait.Wasm;
using Microsoft.Win32.SafeHandles;

namespace Krait.Cli.Guests;

// Three ways in: a terminal whose lines are edited here; one that edits lines by itself (Windows, TERM=dumb), where prompts are
// printed; and a file or a pipe, whose lines are run quietly.

/// <summary>A session of Python in which one input follows another.</summary>
internal sealed class PythonPrompt : ILineMeaning, IDisposable
{
    private readonly PythonGrants _grants;
    private readonly Terminal _terminal;
    private readonly string? _historyFile;
    private readonly PromptInput _input;
    private readonly LineTrackingStream _output;
    private readonly TerminalStyle _style;
    private PythonSession? _session;
    private RawTerminal? _raw;

    /// <param name="grants">What Python is given.</param>
    /// <param name="terminal">The streams.</param>
    /// <param name="historyFile">Null for none.</param>
    public PythonPrompt(PythonGrants grants, Terminal terminal, string? historyFile)
    {
        _terminal = terminal;
        _historyFile = historyFile;

        // .NET's own stream edits lines of a terminal, too; here its bytes are wanted as they come.
        bool isTerminal = terminal.Terminals.HasFlag(WasiTerminals.Input) && RawTerminal.IsSupported;
        _input = new PromptInput(isTerminal ? new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0) : terminal.Input);
        _output = new LineTrackingStream(terminal.RawOutput);
        _grants = grants with { Input = _input, Output = IsInteractive ? _output : null };
        _style = IsInteractive && IsColorWanted ? TerminalStyle.Colored : TerminalStyle.Plain;
    }

    private static bool IsColorWanted => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private bool IsInteractive => _terminal.Terminals.HasFlag(WasiTerminals.Input | WasiTerminals.Output);

    private PythonSession Session => _session ??= Start();

    /// <summary>Runs the session to its end.</summary>
    /// <returns>Its exit status.</returns>
    public int Run()
    {
        if (IsInteractive)
            _terminal.Output.WriteLine(Session.Call("banner") as string);
        bool isEdited = IsInteractive && RawTerminal.IsSupported && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return isEdited ? RunEdited() : RunLines();
    }

    public void Dispose()
    {
        _session?.Dispose();
        _input.Dispose();
        _output.Dispose();
    }

    bool ILineMeaning.NeedsMore(string text) => Session.Call("needs_more", PythonLiteral.Of(text)) is true;

    // Attributes may be code, which Ctrl-C has to reach.
    IReadOnlyList<string> ILineMeaning.Complete(string text)
    {
        _raw?.Dispose();
        try
        {
            string found = Session.Interruptible("complete", PythonLiteral.Of(text)) as string ?? string.Empty;
            return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (PythonException)
        {
            return [];
        }
        finally
        {
            _raw = RawTerminal.Enter();
        }
    }

    private PythonSession Start()
    {
        PythonSession session = PythonSession.Start(_grants, _terminal);
        session.LoadPrompt();
        return session;
    }

    private int RunEdited()
    {
        LineHistory history = LineHistory.Open(_historyFile);
        var screen = new EditScreen(_terminal.Output, static () => (Console.WindowWidth, Console.WindowHeight), _style);
        var editor = new LineEditor(new KeyDecoder(_input.ReadKey), screen, history, this);
        while (true)
        {
            _output.EndLine();
            switch (Edit(editor, out string text))
            {
                case EditOutcome.Interrupted:
                    _terminal.Output.WriteLine("KeyboardInterrupt");
                    break;
                case EditOutcome.Ended:
                    return Finish();
                default:
                    if (Execute(text) is { } status)
                        return status;
                    break;
            }
        }
    }

    // Between ESC [ ? 2004 h and l the terminal says what is pasted.
    private EditOutcome Edit(LineEditor editor, out string text)
    {
        _raw = RawTerminal.Enter();
        try
        {
            _terminal.Output.Write("\e[?2004h");
            return editor.Read(out text);
        }
        finally
        {
            _terminal.Output.Write("\e[?2004l");
            _raw.Dispose();
            _raw = null;
        }
    }

    private int RunLines()
    {
        string text = string.Empty;
        while (ReadLine(text.Length == 0 ? ">>> " : "... ") is { } line)
        {
            text = text.Length == 0 ? line : text + "\n" + line;
            if (string.IsNullOrWhiteSpace(text))
            {
                text = string.Empty;
                continue;
            }

            if (((ILineMeaning)this).NeedsMore(text))
                continue;
            if (Execute(text) is { } status)
                return status;
            text = string.Empty;
        }

        return text.Length > 0 && Execute(text) is { } last ? last : Finish();
    }

    // Null at the end.
    private string? ReadLine(string prompt)
    {
        if (IsInteractive)
        {
            _output.EndLine();
            _terminal.Output.Write(prompt);
        }

        var bytes = new List<byte>();
        int value = _input.ReadKey();
        if (value < 0)
            return null;
        for (; value >= 0 && value != '\n'; value = _input.ReadKey())
            bytes.Add((byte)value);
        return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
    }

    /// <summary>Runs an input. An exit status if the session is over.</summary>
    private int? Execute(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return Session.Interruptible("execute", PythonLiteral.Of(text), PythonLiteral.Of(_style != TerminalStyle.Plain)) is long status ? (int)status : null;
        }
        catch (PythonException exception) when (exception.TypeName == "KeyboardInterrupt")
        {
            // Python has shown it.
            return null;
        }
        catch (Exception exception) when (exception is KraitException or OperationCanceledException)
        {
            _output.EndLine();
            _terminal.Error.WriteLine($"{_style.Error}krait: {exception.Message}{_style.Reset}");
            if (!Session.IsAlive)
            {
                _terminal.Error.WriteLine($"{_style.Error}krait: the interpreter has ended, and a new one begins without the names of the old one{_style.Reset}");
                Session.Dispose();
                _session = null;
            }

            return null;
        }
    }

    private int Finish() => Session.Call("finish", "0") is long status ? (int)status : 0;
}
