using System;
using System.IO;
using System.Text;
using Krait.Wasi;
using Spectre.Console;

namespace Krait.Cli.Output;

/// <summary>
/// The streams a command talks to. Commands write through it and never through the console class,
/// so that tests run every command in process and read what a user would see.
/// </summary>
internal sealed class Terminal
{
    // Finding out what a terminal can do takes 20 ms, and most commands print plain text.
    private readonly Lazy<IAnsiConsole> _rich;
    private readonly Lazy<IAnsiConsole> _richError;

    private Terminal(Stream input, Stream rawOutput, Stream rawError, TextWriter output, TextWriter error, AnsiSupport ansi)
    {
        Input = input;
        RawOutput = rawOutput;
        RawError = rawError;
        Output = output;
        Error = error;
        _rich = new Lazy<IAnsiConsole>(() => Create(output, ansi));
        _richError = new Lazy<IAnsiConsole>(() => Create(error, ansi == AnsiSupport.Detect && Console.IsErrorRedirected ? AnsiSupport.No : ansi));
    }

    /// <summary>Standard input.</summary>
    public Stream Input { get; }

    /// <summary>Standard output as bytes; what a guest prints goes here unchanged.</summary>
    public Stream RawOutput { get; }

    /// <summary>Standard error as bytes.</summary>
    public Stream RawError { get; }

    /// <summary>Which of the three streams are terminals.</summary>
    public WasiTerminals Terminals { get; private init; }

    /// <summary>Standard output as text.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error as text.</summary>
    public TextWriter Error { get; }

    /// <summary>Tables and colours on standard output; plain text where it is not a terminal.</summary>
    public IAnsiConsole Rich => _rich.Value;

    /// <summary>Progress and errors on standard error.</summary>
    public IAnsiConsole RichError => _richError.Value;

    /// <summary>The streams of this process, UTF-8 without a byte order mark.</summary>
    public static Terminal ForProcess()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Stream rawOutput = Console.OpenStandardOutput();
        var output = new StreamWriter(rawOutput, encoding) { AutoFlush = true };
        Stream rawError = Console.OpenStandardError();
        var error = new StreamWriter(rawError, encoding) { AutoFlush = true };
        return new Terminal(Console.OpenStandardInput(), rawOutput, rawError, output, error, AnsiSupport.Detect)
        {
            Terminals = (Console.IsInputRedirected ? WasiTerminals.None : WasiTerminals.Input)
                | (Console.IsOutputRedirected ? WasiTerminals.None : WasiTerminals.Output)
                | (Console.IsErrorRedirected ? WasiTerminals.None : WasiTerminals.Error),
        };
    }

    /// <summary>Streams in memory, without colours, for tests.</summary>
    public static Terminal ForTest(Stream input, Stream output, Stream error)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            input,
            output,
            error,
            new StreamWriter(output, encoding) { AutoFlush = true },
            new StreamWriter(error, encoding) { AutoFlush = true },
            AnsiSupport.No);
    }

    private static IAnsiConsole Create(TextWriter writer, AnsiSupport ansi)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = ansi,
            ColorSystem = ansi == AnsiSupport.No ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (ansi == AnsiSupport.No || Console.IsOutputRedirected)
            console.Profile.Width = 120;
        return console;
    }
}
