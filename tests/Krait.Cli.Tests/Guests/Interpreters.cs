using System;
using Krait.Guests;

namespace Krait.Cli.Tests.Guests;

/// <summary>The interpreters' packages; where they cannot be had, the test is skipped and says so.</summary>
internal static class Interpreters
{
    private static readonly Lazy<string?> s_missing = new(Restore);

    public static void Need()
    {
        if (s_missing.Value is { } reason)
            Assert.Skip(reason);
    }

    private static string? Restore()
    {
        try
        {
            GuestPackages.Restore();
            return null;
        }
        catch (GuestPackageException exception)
        {
            return exception.Message;
        }
    }
}
