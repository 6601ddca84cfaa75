using System;
using System.IO;
using System.Linq;
using Krait.Testing;

namespace Krait.Runtime.Tests;

// The example of docs/API.md is the code between the two marks below, which runs here.
public class ApiDocumentTests
{
    private const string Begin = "// The example begins here.";
    private const string End = "// The example ends here.";

    [Fact]
    public void TheExampleRuns()
    {
        using StringWriter console = new();

        RunExample(console);

        Assert.Equal(
            """
            guest: hello, host
            42
            42
            stopped: deadline of 50 ms reached
            trapped: IntegerDivideByZero in half
            """.ReplaceLineEndings("\n"),
            console.ToString().ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public void ThePageShowsTheExampleThatRuns()
    {
        string source = File.ReadAllText(RepositoryRoot.File("tests", "Krait.Runtime.Tests", "ApiDocumentTests.cs")).ReplaceLineEndings("\n");
        int start = source.IndexOf("        " + Begin + "\n", StringComparison.Ordinal);
        int end = source.IndexOf("        " + End + "\n", StringComparison.Ordinal);
        string[] lines = source[start..end].Split('\n')[1..^1];
        string example = string.Join('\n', lines.Select(line => line.Length < 8 ? line : line[8..])).Replace("console.", "Console.", StringComparison.Ordinal);
        string page = File.ReadAllText(RepositoryRoot.File("docs", "API.md")).ReplaceLineEndings("\n");

        Assert.Contains("```csharp\n" + example.Trim('\n') + "\n```\n", page, StringComparison.Ordinal);
    }

    private static void RunExample(TextWriter console)
    {
        // The example begins here.
        using var engine = new Engine(new EngineOptions { MeterFuel = true });
        using CompiledModule module = engine.CompileText("""
            (module
              (import "env" "print" (func $print (param i32 i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "hello, host")
              (global (export "answer") (mut i32) (i32.const 42))
              (func (export "greet") (call $print (i32.const 16) (i32.const 11)))
              (func (export "half") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
              (func (export "spin") (loop (br 0))))
            """);

        // What the guest may call. A leading Caller tells which instance calls; leave it out where it is not needed.
        Linker linker = new Linker(engine).DefineFunction("env", "print", (Caller caller, int address, int length) =>
            console.WriteLine("guest: " + caller.Memory.ReadUtf8(address, length)));

        using Instance instance = linker.Instantiate(module, new InstanceOptions
        {
            MaximumMemoryBytes = 16 << 20,
            Limits = new CallLimits { Fuel = 1_000_000, Deadline = TimeSpan.FromSeconds(10) },
        });

        // Typed calls: nothing is boxed and nothing allocated. Keep the delegates.
        instance.GetAction("greet")();
        Func<int, int, int> half = instance.GetFunction<int, int, int>("half");
        console.WriteLine(half(84, 2));

        // Memories, tables and globals by name.
        Memory memory = instance.GetMemory("memory");
        memory.Write(1024, instance.GetGlobal("answer").GetValue().AsInt32());
        console.WriteLine(memory.Read<int>(1024));

        // Limits hold for all calls until they are set again.
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(50) });
        try
        {
            instance.GetAction("spin")();
        }
        catch (ResourceLimitException e)
        {
            console.WriteLine("stopped: " + e.Message);
        }

        // A trap ends the call, not the instance.
        instance.SetLimits(CallLimits.Default);
        try
        {
            half(1, 0);
        }
        catch (TrapException e)
        {
            console.WriteLine($"trapped: {e.Code} in {e.Frames[0].FunctionName}");
        }

        // The example ends here.
    }
}
