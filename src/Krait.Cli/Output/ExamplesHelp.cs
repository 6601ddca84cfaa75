using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Linq;

namespace Krait.Cli.Output;

/// <summary>The usual help text, followed by examples that can be pasted into a shell.</summary>
internal sealed class ExamplesHelp(HelpAction inner, string[] examples) : SynchronousCommandLineAction
{
    // Help is asked for with the required arguments missing; that is no error.
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command its own --help with examples below.</summary>
    public static void Attach(Command command, params string[] examples)
    {
        HelpOption option = command.Options.OfType<HelpOption>().FirstOrDefault() ?? new HelpOption();
        if (!command.Options.Contains(option))
            command.Options.Add(option);
        option.Action = new ExamplesHelp(option.Action as HelpAction ?? new HelpAction(), examples);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = inner.Invoke(parseResult);
        System.IO.TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in examples)
            output.WriteLine("  " + example);
        return code;
    }
}
