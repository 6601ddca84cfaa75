using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Krait.Conformance.Cases;
using Krait.Python;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Conformance.Judges;

/// <summary>Another engine: the machine's own Node, asked once for all cases.</summary>
internal static class Node
{
    private static readonly Lazy<Dictionary<string, Outcome>> s_outcomes = new(RunAll);

    /// <summary>True when there is a node.</summary>
    public static bool IsPresent { get; } = Tool.Exists("node");

    /// <summary>What Node does with the module compiled from a case.</summary>
    public static Outcome OutcomeOf(CaseFile file) => s_outcomes.Value.TryGetValue(file.Name, out Outcome? outcome)
        ? outcome
        : throw new InvalidOperationException("refused by the compiler");

    private static Dictionary<string, Outcome> RunAll()
    {
        string folder = Directory.CreateTempSubdirectory("krait-node-").FullName;
        try
        {
            var modules = new Dictionary<string, ReadOnlyMemory<byte>>();
            foreach (CaseFile file in CaseFolder.All.Values)
            {
                CompileResult result = PythonCompiler.Compile(new SourceText(file.Source, file.Name));
                if (!result.Succeeded)
                    continue;
                modules.Add(file.Name, result.Module);
                File.WriteAllBytes(Path.Combine(folder, file.Name.Replace('/', '.') + ".wasm"), result.Module.Span);
            }

            string script = RepositoryRoot.File("tests", "Krait.Conformance", "Judges", "run_modules.mjs");
            using JsonDocument answer = JsonDocument.Parse(Tool.Run("node", [script, folder]));
            return modules.ToDictionary(row => row.Key, row => Read(answer.RootElement.GetProperty(row.Key.Replace('/', '.') + ".wasm"), row.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome Read(JsonElement answer, ReadOnlyMemory<byte> bytes)
    {
        string stdout = answer.GetProperty("stdout").GetString()!;
        if (answer.TryGetProperty("invalid", out _))
            return new Outcome(stdout, "invalid", "WebAssembly.validate says no");
        if (!answer.TryGetProperty("trap", out JsonElement trap))
            return new Outcome(stdout);
        Module module = ModuleDecoder.Decode(bytes);
        (int, int)[] frames = [.. answer.GetProperty("frames").EnumerateArray().Select(frame => InBody(module, frame[0].GetInt32(), frame[1].GetInt32()))];
        var state = new UncaughtException(
            frames,
            answer.GetProperty("exceptionType").GetInt32(),
            answer.GetProperty("exceptionMessage").GetInt32(),
            answer.GetProperty("memory").GetBytesFromBase64());
        return state.ToOutcome(module, stdout, trap.GetString()!);
    }

    // Node counts from the start of the file.
    private static (int Function, int Offset) InBody(Module module, int function, int offset) =>
        (function, offset - module.Functions[function - module.ImportedFunctionCount].Body.CodeOffsetInModule);
}
