using System.IO;
using Krait.Runtime;

namespace Krait.Cli.Tests;

public class CompileCommandTests
{
    private const string Program = """
        (module
          (memory 1)
          (func $load (param i32) (result i32) (i32.load offset=65000 (local.get 0)))
          (func (export "read") (param i32) (result i32) (i32.add (call $load (local.get 0)) (i32.const 1)))
          (func (export "fib") (param i32) (result i32)
            (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
              (then (local.get 0))
              (else (i32.add (call 2 (i32.sub (local.get 0) (i32.const 1))) (call 2 (i32.sub (local.get 0) (i32.const 2))))))))
        """;

    [Fact]
    public void CompilesAndCalls()
    {
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder, "--no-machine-code");

        Assert.Equal("55", CommandResult.Run("call", compiled, "fib", "10").Output.Trim());
    }

    [Fact]
    public void CompilesWithMachineCodeWhereCrossgenIs()
    {
        if (Crossgen.Find() is null)
            Assert.Skip("crossgen2 is not here; ./dev crossgen gets it");
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder);

        Assert.True(Krait.Runtime.SerializedModuleInfo.ReadFile(compiled)!.HasMachineCode);
        Assert.Equal("6765", CommandResult.Run("call", compiled, "fib", "20").Output.Trim());
    }

    [Fact]
    public void MachineCodeTrapsLikeGeneratedCode()
    {
        if (Crossgen.Find() is null)
            Assert.Skip("crossgen2 is not here; ./dev crossgen gets it");
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder);

        // Code knows places in the binary; those in the text stay in the text.
        CommandResult.Run("wat2wasm", folder.Combine("m.wat"));
        CommandResult expected = CommandResult.Run("call", folder.Combine("m.wasm"), "read", "4000");
        CommandResult found = CommandResult.Run("call", compiled, "read", "4000");

        Assert.Contains("out of bounds memory access", expected.Error, System.StringComparison.Ordinal);
        Assert.Equal((expected.ExitCode, expected.Error), (found.ExitCode, found.Error));
    }

    [Fact]
    public void CodeWithoutFuelRunsWithoutFuel()
    {
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder, "--no-machine-code", "--no-fuel");

        Assert.Equal("55", CommandResult.Run("call", compiled, "fib", "10", "--fuel", "1").Output.Trim());
    }

    [Fact]
    public void FuelStopsCompiledCode()
    {
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder, "--no-machine-code");

        CommandResult result = CommandResult.Run("call", compiled, "fib", "10", "--fuel", "100");

        Assert.Equal((int)ExitCode.LimitReached, result.ExitCode);
    }

    [Fact]
    public void DamagedCodeIsRefused()
    {
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder, "--no-machine-code");
        byte[] bytes = File.ReadAllBytes(compiled);
        bytes[100] ^= 1;
        File.WriteAllBytes(compiled, bytes);

        CommandResult result = CommandResult.Run("call", compiled, "fib", "10");

        Assert.Equal((int)ExitCode.InvalidInput, result.ExitCode);
        Assert.Contains("compile the module again", result.Error, System.StringComparison.Ordinal);
    }

    [Fact]
    public void CompiledCodeIsNoModuleForOtherCommands()
    {
        using var folder = new TemporaryFolder();
        string compiled = Compile(folder, "--no-machine-code");

        CommandResult result = CommandResult.Run("validate", compiled);

        Assert.NotEqual(0, result.ExitCode);
    }

    [Fact]
    public void PythonIsNotCompiled()
    {
        using var folder = new TemporaryFolder();

        CommandResult result = CommandResult.Run("compile", folder.Write("m.py", "print(1)\n"));

        Assert.Equal((int)ExitCode.InvalidInput, result.ExitCode);
    }

    private static string Compile(TemporaryFolder folder, params string[] options)
    {
        string source = folder.Write("m.wat", Program);
        string compiled = folder.Combine("m.krait");
        CommandResult result = CommandResult.Run(["compile", source, "-o", compiled, .. options]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("m.krait: ", result.Output, System.StringComparison.Ordinal);
        return compiled;
    }
}
