using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Text.Json.Nodes;
using Krait.Fuzz.Generation;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Fuzz.Judging;

/// <summary>Runs programs on Node's V8, which shares no line with Krait. One process for many programs; <c>judge.mjs</c> is its half.</summary>
internal sealed class V8Judge : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // V8's words for our trap codes; some of its messages stand for several of ours.
    private static readonly (string Words, string[] Codes)[] s_traps =
    [
        ("unreachable", ["Unreachable"]),
        ("divide by zero", ["IntegerDivideByZero"]),
        ("remainder by zero", ["IntegerDivideByZero"]),
        ("divide result unrepresentable", ["IntegerOverflow"]),
        ("float unrepresentable in integer range", ["IntegerOverflow", "InvalidConversionToInteger"]),
        ("memory access out of bounds", ["OutOfBoundsMemoryAccess"]),
        ("data segment", ["OutOfBoundsMemoryAccess"]),
        ("table index is out of bounds", ["OutOfBoundsTableAccess", "UndefinedElement"]),
        ("table access out of bounds", ["OutOfBoundsTableAccess", "UndefinedElement"]),
        ("table initializer", ["OutOfBoundsTableAccess"]),
        ("element segment", ["OutOfBoundsTableAccess"]),
        ("null function or function signature mismatch", ["UninitializedElement", "IndirectCallTypeMismatch"]),
        ("RTT", ["UninitializedElement", "IndirectCallTypeMismatch"]),
    ];

    private readonly Process _process;

    public V8Judge()
    {
        ProcessStartInfo start = new("node", ["--no-warnings", RepositoryRoot.File("tests", "Krait.Fuzz", "Judging", "judge.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("cannot start node");
    }

    /// <summary>The first difference between what the reference side did and what V8 does, or null.</summary>
    /// <param name="program">A program made for <see cref="ProgramProfile.JavaScript"/>.</param>
    /// <param name="expected">What the reference side did. Steps that ran out of fuel cannot be compared, so nothing is.</param>
    /// <exception cref="TimeoutException">V8 gave no answer; the judge is of no use any more.</exception>
    public string? Difference(FuzzProgram program, ExecutionResult expected)
    {
        if (expected.Steps.Any(step => step.Kind is StepKind.OutOfFuel or StepKind.HostFailed))
            return null;
        _process.StandardInput.WriteLine(Describe(program).ToJsonString());
        _process.StandardInput.Flush();
        System.Threading.Tasks.Task<string?> answer = _process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(s_patience))
            throw new TimeoutException($"V8 has been running a program for {s_patience.TotalSeconds} seconds that ends elsewhere");
        JsonArray steps = (answer.Result is string line ? JsonNode.Parse(line) : null) as JsonArray ?? throw new InvalidOperationException("V8 ended");
        for (int i = 0; i < expected.Steps.Length; i++)
        {
            StepOutcome step = expected.Steps[i];
            if (i >= steps.Count)
                return $"{step.Step}: {step.Result} / nothing";
            string result = (string)steps[i]!["result"]!;
            string state = (string)steps[i]!["state"]!;
            if (step.Kind == StepKind.OutOfStack || result == "out of stack")
                return null;
            if (!IsSame(step, result))
                return $"{step.Step}: {step.Result} / {result}";
            if (step.State != state)
                return $"{step.Step}: {step.Result}, then\n  {step.State}\n/ {state}";
        }

        return null;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // V8 says nothing of places.
    private static bool IsSame(StepOutcome step, string result)
    {
        switch (step.Kind)
        {
            case StepKind.Returned:
                return step.Result == result;
            case StepKind.Thrown:
                // A tag that no module exports has a name on neither side.
                return step.Result.StartsWith(result + " ", StringComparison.Ordinal)
                    || (result == "threw unknown tag" && step.Result.StartsWith("threw tag ", StringComparison.Ordinal));
            case StepKind.Trapped:
                string code = step.Result.Split(' ')[1];
                return s_traps.Any(trap => trap.Codes.Contains(code) && result.StartsWith("trap ", StringComparison.Ordinal) && result.Contains(trap.Words, StringComparison.Ordinal));
            default:
                return result == "refused";
        }
    }

    private static JsonObject Describe(FuzzProgram program) => new()
    {
        ["modules"] = new JsonArray([.. program.Modules.Select(Describe)]),
        ["calls"] = new JsonArray([.. program.Calls.Select(call => (JsonNode)new JsonObject
        {
            ["module"] = call.ModuleIndex,
            ["name"] = call.Export,
            ["values"] = Words(call.Arguments.Select(value => value.Low.ToString("x", null))),
        })]),
    };

    private static JsonNode Describe(Module module) => new JsonObject
    {
        ["code"] = Convert.ToBase64String(ModuleEncoder.Encode(module)),
        ["imports"] = new JsonArray([.. module.Imports.Select(import =>
        {
            JsonObject item = import.Type switch
            {
                FunctionReference function => Signature("func", module.FunctionTypeAt(function.TypeIndex)),
                GlobalType global => new JsonObject { ["kind"] = "global", ["type"] = global.Value.ToString() },
                TagType => new JsonObject { ["kind"] = "tag" },
                _ => new JsonObject { ["kind"] = "other" },
            };
            (item["module"], item["name"]) = (import.ModuleName, import.Name);
            return (JsonNode)item;
        })]),
        ["exports"] = new JsonArray([.. module.Exports.Select(export =>
        {
            JsonObject item = export.Kind switch
            {
                ExternalKind.Function => Signature("func", module.FunctionTypeOf(export.Index)),
                ExternalKind.Global => new JsonObject { ["kind"] = "global", ["type"] = module.GlobalTypes[export.Index].Value.ToString() },
                ExternalKind.Table => new JsonObject { ["kind"] = "table", ["type"] = module.TableTypes[export.Index].Element.ToString() },
                ExternalKind.Tag => new JsonObject { ["kind"] = "tag", ["types"] = Types(module.FunctionTypeAt(module.TagTypes[export.Index].TypeIndex).Parameters) },
                _ => new JsonObject { ["kind"] = "memory" },
            };
            item["name"] = export.Name;
            return (JsonNode)item;
        })]),
    };

    private static JsonObject Signature(string kind, FunctionType type) =>
        new() { ["kind"] = kind, ["parameters"] = Types(type.Parameters), ["results"] = Types(type.Results) };

    private static JsonArray Types(ImmutableArray<Wasm.ValueType> types) => Words(types.Select(type => type.ToString()));

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
