using System;
using System.IO;
using System.Text;

namespace Krait.Guests.Tests.Kit;

/// <summary>Makes sandboxes for tests; where the packages are not, the test is skipped and says so.</summary>
internal static class Sandboxes
{
    private static readonly Lazy<string?> s_missing = new(Restore);

    public static PythonSandbox New(PythonInterpreter interpreter, PythonSandboxOptions? options = null)
    {
        NeedPackages();
        return PythonSandbox.Create((options ?? PythonSandboxOptions.Default) with { Interpreter = interpreter });
    }

    public static void NeedPackages()
    {
        if (s_missing.Value is { } reason)
            Assert.Skip(reason);
    }

    /// <summary>What a program prints.</summary>
    public static string Output(PythonInterpreter interpreter, string source, PythonSandboxOptions? options = null)
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = New(interpreter, (options ?? PythonSandboxOptions.Default) with { Output = output });
        sandbox.Execute(source);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    // Why the packages are not here, or null.
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
