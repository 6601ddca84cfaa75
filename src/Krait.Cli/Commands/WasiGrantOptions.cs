using System;
using System.Collections;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Wasi;

namespace Krait.Cli.Commands;

/// <summary>What a module is granted by <c>krait run</c>: its arguments and the standard streams always, everything else by an option.</summary>
internal sealed class WasiGrantOptions
{
    private readonly Argument<string[]> _arguments = new("args")
    {
        Description = "Arguments of a module; after '--' if they begin with '-'.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _folders = new("--dir")
    {
        Description = "Let a module use a folder: HOST, HOST:GUEST, HOST:GUEST:ro or HOST::ro. May be repeated.",
        HelpName = "host[:guest][:ro]",
    };

    private readonly Option<string[]> _variables = new("--env")
    {
        Description = "Give a module an environment variable. May be repeated.",
        HelpName = "name=value",
    };

    private readonly Option<bool> _inherit = new("--inherit-env") { Description = "Give a module all environment variables of this process." };

    private readonly Option<bool> _precise = new("--precise-clock") { Description = "Give a module the machine's full clock resolution instead of milliseconds." };

    public static WasiGrantOptions Create() => new();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_arguments);
        command.Options.Add(_folders);
        command.Options.Add(_variables);
        command.Options.Add(_inherit);
        command.Options.Add(_precise);
    }

    /// <summary>Reads the options.</summary>
    /// <exception cref="CommandFailure">One of them is not of its form, or a folder is not there.</exception>
    public WasiOptions Read(ParseResult result, string program, Terminal terminal) => new()
    {
        Arguments = [program, .. result.GetValue(_arguments) ?? []],
        Environment = [.. Variables(result)],
        Mounts = [.. (result.GetValue(_folders) ?? []).Select(Mount)],
        Input = terminal.Input,
        Output = terminal.RawOutput,
        Error = terminal.RawError,
        Terminals = terminal.Terminals,
        Clock = result.GetValue(_precise) ? WasiClock.Precise : WasiClock.Coarse,
    };

    /// <summary>The same for an interpreter: folders that have no absolute path of their own keep the host's.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="program"><c>sys.argv[0]</c>.</param>
    /// <param name="limits">What the grants are added to.</param>
    /// <exception cref="CommandFailure">One of them is not of its form, or a folder is not there.</exception>
    public PythonGrants ReadForPython(ParseResult result, string program, PythonGrants limits) => limits with
    {
        Arguments = [program, .. result.GetValue(_arguments) ?? []],
        Environment = [.. Variables(result)],
        Mounts = [.. (result.GetValue(_folders) ?? []).Select(Mount).Select(GuestPaths.Absolute)],
        Clock = result.GetValue(_precise) ? WasiClock.Precise : WasiClock.Coarse,
    };

    private static WasiMount Mount(string text)
    {
        string[] parts = text.Split(':');
        bool isReadOnly = parts[^1] == "ro";
        if (parts.Length > 3 || parts[0].Length == 0 || (parts.Length == 3 && !isReadOnly))
            throw new CommandFailure(ExitCode.Usage, $"--dir takes HOST, HOST:GUEST or HOST:GUEST:ro, found '{text}'");
        string guest = parts.Length > 1 && parts[1].Length > 0 && !(parts.Length == 2 && isReadOnly) ? parts[1] : parts[0];
        if (!Directory.Exists(parts[0]))
            throw new CommandFailure(ExitCode.NoInput, $"there is no folder '{parts[0]}'");
        return new WasiMount(guest, new HostFolder(parts[0], isReadOnly ? FolderAccess.ReadOnly : FolderAccess.ReadWrite));
    }

    // Later ones win, so that --env overrides what is inherited.
    private IEnumerable<string> Variables(ParseResult result)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (result.GetValue(_inherit))
        {
            foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                variables[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        foreach (string text in result.GetValue(_variables) ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new CommandFailure(ExitCode.Usage, $"--env takes NAME=VALUE, found '{text}'");
            variables[text[..equals]] = text[(equals + 1)..];
        }

        return variables.Select(static variable => variable.Key + "=" + variable.Value);
    }
}
