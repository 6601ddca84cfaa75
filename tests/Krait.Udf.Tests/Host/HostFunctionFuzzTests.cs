using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Runtime;
using Krait.Udf.Execution;
using Krait.Udf.Host;
using Krait.Udf.Marshalling;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Tests.Host;

/// <summary>Calls every row of the host function table with bad arguments: whatever a guest passes, the host goes on.</summary>
public class HostFunctionFuzzTests
{
    private const int Rounds = 600;

    private static readonly int[] s_edges =
        [0, 1, 3, 5, 8, 64, 100, 65_528, 65_532, 65_535, 65_536, 131_072, int.MaxValue, int.MinValue, -1, -4, -65_536, 1 << 30];

    [Fact]
    public void NoArgumentsHarmTheHost()
    {
        using var engine = new Engine(new EngineOptions { MeterFuel = true });
        CompiledModule module = engine.Compile(TextParser.Parse(ModuleText()));
        var parameters = ParameterSet.Parse(JsonElement.Parse("""{"s": "text", "n": 5, "a": [1]}"""));
        var random = new Random(20_260_101);
        var outcomes = new HashSet<string>();
        for (int round = 0; round < Rounds; round++)
        {
            var state = new HostState(parameters, new LogBuffer(1000), memoryCount: 1);
            state.SetDocument(new UdfDocument("id", 1, JsonElement.Parse("""{"s": "abc", "n": 1, "f": 1.5, "b": true, "z": null}""")));
            var linker = new Linker(engine);
            HostFunctionTable.Define(linker, HostFunctionTable.Resolve(module.Source), state);
            using Instance instance = linker.Instantiate(module, new InstanceOptions { MaximumMemoryBytes = 4 * 65_536 });
            for (int i = 0; i < 20; i++)
                outcomes.Add(Call(instance, random));

            Assert.InRange(instance.GetMemory("memory").SizeBytes, 65_536, 4 * 65_536);
            Assert.InRange(state.Log.ToLines().Sum(line => line.Length), 0, 8000);
        }

        // The fuzzing is worth something only if it reaches good answers, refusals and errors.
        Assert.Superset(new HashSet<string> { "0", "1", "2", "3", "4", "error" }, outcomes);
    }

    private static string Call(Instance instance, Random random)
    {
        Function function = instance.GetFunction("f" + random.Next(HostFunctionTable.Rows.Length));
        Value[] arguments = [.. function.Type.Parameters.Select(type => Argument(type, random))];
        try
        {
            Value[] results = function.Invoke(arguments);
            return results.Length == 0 ? "none" : results[0].ToString();
        }
        catch (UdfException e)
        {
            Assert.Equal(UdfErrorCode.ExecutionFailed, e.Code);
            return "error";
        }
    }

    private static Value Argument(ValueType type, Random random)
    {
        if (type == ValueType.I64)
            return random.NextInt64(long.MinValue, long.MaxValue);

        return random.Next(3) switch
        {
            0 => s_edges[random.Next(s_edges.Length)],
            1 => random.Next(0, 200),
            _ => random.Next(int.MinValue, int.MaxValue),
        };
    }

    // One pass-through per row of the table; memory begins with names of all kinds.
    private static string ModuleText()
    {
        var imports = new StringBuilder();
        var functions = new StringBuilder();
        for (int i = 0; i < HostFunctionTable.Rows.Length; i++)
        {
            HostFunctionRow row = HostFunctionTable.Rows[i];

            // Rows that share a name differ in type, and a module imports a name with one type: an alias takes the second.
            bool isSecond = HostFunctionTable.Rows.Take(i).Any(other => other.Module == row.Module && other.Names[0] == row.Names[0]);
            string signature = Signature(row.Type);
            if (isSecond && row.Names.Length == 1)
            {
                functions.Append($"(func (export \"f{i}\") {signature} unreachable)\n".Replace("unreachable", Zero(row.Type), StringComparison.Ordinal));
                continue;
            }

            imports.Append($"(import \"{row.Module}\" \"{row.Names[isSecond ? 1 : 0]}\" (func $h{i} {signature}))\n");
            string arguments = string.Join(" ", row.Type.Parameters.Select((_, j) => $"(local.get {j})"));
            functions.Append($"(func (export \"f{i}\") {signature} (call $h{i} {arguments}))\n");
        }

        return $"(module\n{imports}(memory (export \"memory\") 1)\n(data (i32.const 0) \"snfbza[0].x\")\n(data (i32.const 64) \"\\08\")\n{functions})";
    }

    private static string Signature(FunctionType type) =>
        string.Concat(type.Parameters.Select(p => $"(param {p})")) + string.Concat(type.Results.Select(r => $"(result {r})"));

    private static string Zero(FunctionType type) => string.Concat(type.Results.Select(r => $"({r}.const 0)"));
}
