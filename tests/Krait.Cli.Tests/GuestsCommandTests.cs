using System;
using Krait.Guests;

namespace Krait.Cli.Tests;

/// <summary><c>krait guests</c>. What preparing does is tested with Krait.Guests; it takes a minute.</summary>
public class GuestsCommandTests
{
    [Fact]
    public void ListsInterpretersWithLicencesAndNotices()
    {
        CommandResult result = CommandResult.Run("guests", "list");
        Assert.Equal(0, result.ExitCode);
        foreach (PythonGuestInfo guest in PythonGuests.List())
        {
            Assert.Contains($"{guest.Interpreter} {guest.Version}\n", result.Output, StringComparison.Ordinal);
            Assert.Contains(guest.Licenses, result.Output, StringComparison.Ordinal);
            Assert.Contains(guest.Notice, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RefusesAnInterpreterThatItDoesNotKnow()
    {
        CommandResult result = CommandResult.Run("guests", "prepare", "jython");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("micropython", result.Error, StringComparison.Ordinal);
    }
}
