using System;
using System.IO;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Programs;
using Krait.Wasm;
using static Krait.Runtime.Tests.Snapshots.SnapshotModule;

namespace Krait.Runtime.Tests.Snapshots;

/// <summary>The module that a snapshot becomes begins with the snapshot's state, here and in V8.</summary>
public class SnapshotToModuleTests
{
    private const string Script = """
        import { readFileSync } from 'node:fs';
        const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), { host: { tick: () => 42 } });
        const e = instance.exports;
        const tries = f => { try { return String(f()); } catch (error) { return 'trap'; } };
        const text = (from, length) => Buffer.from(e.memory.buffer, from, length).toString();
        const out = [e.state().join(' ')];
        for (let i = 0; i < 8; i++) out.push(tries(() => e.call(i)));
        out.push(tries(() => e.held()), text(100000, 12), tries(() => e.copy_data()), text(0, 7), tries(() => e.copy_elements()), tries(() => e.call(1)));
        console.log(out.join('\n'));
        """;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly CompiledModule s_module = s_engine.CompileText(Text);
    private static readonly Linker s_linker = new Linker(s_engine).DefineFunction("host", "tick", static () => 42);

    /// <summary>What is called before the snapshot is taken.</summary>
    public static TheoryData<string> Histories => ["", "change", "change grow", "drop", "grow change drop"];

    [Theory]
    [MemberData(nameof(Histories))]
    public void ModuleBeginsWithTheState(string history)
    {
        using Snapshot snapshot = After(history);
        Module module = ModuleDecoder.Decode(ModuleEncoder.Encode(snapshot.ToModule()));
        Assert.Null(module.StartFunction);
        using CompiledModule compiled = s_engine.Compile(module);
        using Instance standalone = s_linker.Instantiate(compiled);
        using Instance copy = snapshot.Instantiate();
        Assert.Equal(Report(copy), Report(standalone));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void V8RunsTheModule(string history)
    {
        Assert.SkipUnless(CommandRun.Exists("node"), "no node to compare with");
        using Snapshot snapshot = After(history);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("krait-snapshot-");
        try
        {
            string module = Path.Combine(folder.FullName, "module.wasm");
            string script = Path.Combine(folder.FullName, "run.mjs");
            File.WriteAllBytes(module, ModuleEncoder.Encode(snapshot.ToModule()));
            File.WriteAllText(script, Script);
            CommandRun node = CommandRun.Of("node", [script, module]);
            Assert.Equal(string.Empty, node.Errors);
            using Instance copy = snapshot.Instantiate();
            Assert.Equal(Report(copy), node.Output.TrimEnd('\n'));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void ZerosTakeNoSpace()
    {
        using CompiledModule module = s_engine.CompileText("""
            (module (memory (export "m") 1000)
              (func (export "f") (i32.store (i32.const 60000000) (i32.const 1))))
            """);
        using Instance original = new Linker(s_engine).Instantiate(module);
        original.GetFunction("f").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        Assert.Equal(4096, snapshot.ImageBytes);
        Assert.InRange(ModuleEncoder.Encode(snapshot.ToModule()).Length, 60, 200);
    }

    [Fact]
    public void InitialisationDoesNotRunAgain()
    {
        using CompiledModule module = s_engine.CompileText("""
            (module
              (import "env" "memory" (memory 1))
              (global $g (mut i32) (i32.const 0))
              (func $count (global.set $g (i32.add (global.get $g) (i32.const 1))))
              (func (export "_initialize") (call $count))
              (func (export "get") (result i32) (global.get $g))
              (start $count))
            """);
        using Instance original = new Linker(s_engine).DefineMemory("env", "memory", new Memory(1)).Instantiate(module);
        original.GetFunction("_initialize").Invoke();
        using Snapshot snapshot = original.TakeSnapshot();
        Module baked = snapshot.ToModule();
        Assert.Equal(["get"], baked.Exports.Select(static export => export.Name));
        Assert.Empty(baked.Imports);
        using CompiledModule compiled = s_engine.Compile(baked);
        using Instance standalone = new Linker(s_engine).Instantiate(compiled);
        Assert.Equal(2, Call(standalone, "get"));
    }

    private static Snapshot After(string history)
    {
        using Instance original = s_linker.Instantiate(s_module);
        foreach (string name in history.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            original.GetFunction(name).Invoke();
        return original.TakeSnapshot();
    }

    private static string Report(Instance instance)
    {
        Memory memory = instance.GetMemory("memory");
        string[] lines =
        [
            State(instance),
            .. Enumerable.Range(0, 8).Select(entry => Try(() => Call(instance, "call", entry).ToString())),
            Try(() => Call(instance, "held").ToString()),
            memory.ReadUtf8(100000, 12),
            Try(() => Run(instance, "copy_data")),
            memory.ReadUtf8(0, 7),
            Try(() => Run(instance, "copy_elements")),
            Try(() => Call(instance, "call", 1).ToString()),
        ];
        return string.Join('\n', lines);
    }

    private static string Run(Instance instance, string name)
    {
        instance.GetFunction(name).Invoke();
        return "undefined";
    }

    private static string Try(Func<string> call)
    {
        try
        {
            return call();
        }
        catch (TrapException)
        {
            return "trap";
        }
    }
}
