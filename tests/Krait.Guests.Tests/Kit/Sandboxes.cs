using System.IO;
using System.Text;

namespace Krait.Guests.Tests.Kit;

/// <summary>Makes sandboxes for tests; where the packages are not, the test is skipped and says so.</summary>
internal static class Sandboxes
{
    public static PythonSandbox New(PythonInterpreter interpreter, PythonSandboxOptions? options = null)
    {
        NeedPackages();
        return PythonSandbox.Create((options ?? PythonSandboxOptions.Default) with { Interpreter = interpreter });
    }

    public static void NeedPackages()
    {
        if (!GuestPackages.IsRestored)
            Assert.Skip($"the guests' packages are not in {GuestPackages.Folder}; './dev guests' restores them with npm");
    }

    /// <summary>What a program prints.</summary>
    public static string Output(PythonInterpreter interpreter, string source, PythonSandboxOptions? options = null)
    {
        using var output = new MemoryStream();
        using PythonSandbox sandbox = New(interpreter, (options ?? PythonSandboxOptions.Default) with { Output = output });
        sandbox.Execute(source);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
