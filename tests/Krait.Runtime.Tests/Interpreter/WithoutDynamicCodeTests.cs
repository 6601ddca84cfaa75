using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Krait.Runtime.Tests.Interpreter;

// Tests of this project once more, in a process that may not make code at run time: there, Reflection.Emit throws.
public class WithoutDynamicCodeTests
{
    private const string Switch = "System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported";

    // Typed calls and host functions of every shape, vectors, references, exceptions, tail calls and limits.
    private static readonly string[] s_tests =
    [
        "Krait.Runtime.Tests.FirstCallTests.*",
        "Krait.Runtime.Tests.Store.HostFunctionTests.*",
        "Krait.Runtime.Tests.Store.VectorValueTests.*",
        "Krait.Runtime.Tests.Exceptions.*",
        "Krait.Runtime.Tests.Limits.CallLimitTests.*",
    ];

    [Fact]
    public async Task TheInterpreterNeedsNone()
    {
        string output = await Run("interpreter", s_tests);

        // Skipped is what says that calls do not allocate: here they do.
        Assert.True(Regex.IsMatch(output, @"Total: \d{2,}, Errors: 0, Failed: 0, Skipped: 1,"), output);
    }

    [Fact]
    public async Task TheCompilerSaysThatItNeedsSome()
    {
        string output = await Run("compiler", "Krait.Runtime.Tests.FirstCallTests.*");

        Assert.Contains("use EngineBackend.Interpreter", output, StringComparison.Ordinal);
        Assert.Matches(@"Total: (\d+), Errors: 0, Failed: \1,", output);
    }

    private static async Task<string> Run(string backend, params string[] tests)
    {
        string assembly = typeof(WithoutDynamicCodeTests).Assembly.Location;
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        string configuration = Path.Combine(folder.FullName, "test.runtimeconfig.json");
        try
        {
            JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, "runtimeconfig.json")))!;
            json["runtimeOptions"]!["configProperties"]![Switch] = false;
            await File.WriteAllTextAsync(configuration, json.ToJsonString());
            ProcessStartInfo start = new("dotnet", ["exec", "--runtimeconfig", configuration, assembly, "-noLogo", "-noColor"])
            {
                RedirectStandardOutput = true,
            };
            foreach (string name in tests)
            {
                start.ArgumentList.Add("-method");
                start.ArgumentList.Add(name);
            }

            start.Environment["KRAIT_BACKEND"] = backend;
            using Process child = Process.Start(start)!;
            string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
