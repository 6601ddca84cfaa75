using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Guests;
using Krait.Runtime;

namespace Krait.Cli.Commands;

/// <summary><c>krait guests prepare|list|clear</c>: the interpreters on this machine.</summary>
internal static class GuestsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("guests", "Fetch, prepare, show or delete the interpreters CPython and MicroPython.")
        {
            CreatePrepare(terminal),
            CreateList(terminal),
            CreateClear(terminal),
        };
        ExamplesHelp.Attach(command, "krait guests prepare", "krait guests list");
        return command;
    }

    private static Command CreatePrepare(Terminal terminal)
    {
        var which = new Argument<string?>("interpreter") { Description = "cpython or micropython; both unless named.", Arity = ArgumentArity.ZeroOrOne };
        which.AcceptOnlyFromAmong("cpython", "micropython");
        var command = new Command("prepare", "Fetch the interpreters with npm, compile them to machine code and start them once, so that programs begin at once.") { which };
        command.SetAction((result, cancellationToken) =>
        {
            PythonInterpreter? interpreter = result.GetValue(which) is { } name ? Enum.Parse<PythonInterpreter>(name, ignoreCase: true) : null;
            GuestPreparation.Run(interpreter, terminal.RichError, cancellationToken);
            foreach (PythonGuestInfo guest in PythonGuests.List().Where(guest => (interpreter ?? guest.Interpreter) == guest.Interpreter))
                terminal.Output.WriteLine($"{guest.Interpreter} {guest.Version}: prepared, {Megabytes(guest.PreparedBytes)}");
            if (Crossgen.Find() is null)
                terminal.Error.WriteLine("krait: crossgen2 is not here, so they start slower; docs/ENGINE.md says where to get it");
            return Task.FromResult((int)ExitCode.Success);
        });
        ExamplesHelp.Attach(command, "krait guests prepare", "krait guests prepare micropython");
        return command;
    }

    private static Command CreateList(Terminal terminal)
    {
        var command = new Command("list", "Show the interpreters: versions, licences, sizes, and whether they are prepared.");
        command.SetAction(_ =>
        {
            foreach (PythonGuestInfo guest in PythonGuests.List())
            {
                terminal.Output.WriteLine($"{guest.Interpreter} {guest.Version}");
                terminal.Output.WriteLine($"  package   {guest.PackageName} {guest.PackageVersion}, {(guest.PackageBytes == 0 ? "not fetched" : Megabytes(guest.PackageBytes))}");
                terminal.Output.WriteLine($"  prepared  {(guest.IsPrepared ? "yes, " + Megabytes(guest.PreparedBytes) : "no")}");
                terminal.Output.WriteLine($"  licence   {guest.Licenses}");
                terminal.Output.WriteLine($"  notice    {guest.Notice}");
            }

            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait guests list");
        return command;
    }

    private static Command CreateClear(Terminal terminal)
    {
        var command = new Command("clear", "Delete everything that was fetched and prepared.");
        command.SetAction(_ =>
        {
            try
            {
                terminal.Output.WriteLine($"{Megabytes(PythonGuests.Clear())} freed");
                return (int)ExitCode.Success;
            }
            catch (GuestPackageException exception)
            {
                throw new CommandFailure(ExitCode.CannotWrite, exception.Message);
            }
        });
        ExamplesHelp.Attach(command, "krait guests clear");
        return command;
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB";
}
