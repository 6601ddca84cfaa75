using System.IO;
using System.Text;
using Krait.Cli.Output;
using Krait.Testing;

namespace Krait.Cli.Tests;

/// <summary>What a user sees of one run of the command, in process.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command with arguments as a shell would pass them.</summary>
    public static CommandResult Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>Standard output as bytes.</summary>
    public byte[] OutputBytes { get; private init; } = [];

    /// <summary>Runs the command with bytes on standard input.</summary>
    public static CommandResult RunWith(byte[] standardInput, params string[] arguments)
    {
        using var input = new MemoryStream(standardInput);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int code = KraitCommand.Run(arguments, Terminal.ForTest(input, output, error));
        return new CommandResult(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray())) { OutputBytes = output.ToArray() };
    }

    /// <summary>A file of the examples folder.</summary>
    public static string Example(params string[] parts) => RepositoryRoot.File(["examples", .. parts]);
}
