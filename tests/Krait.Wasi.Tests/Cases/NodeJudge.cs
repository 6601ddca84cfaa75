using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Krait.Testing.Programs;

namespace Krait.Wasi.Tests.Cases;

/// <summary>What Node's own WASI makes of every case.</summary>
internal static class NodeJudge
{
    private const int Attempts = 3;

    private static readonly Lazy<Dictionary<string, NodeResult>> s_results = new(Run);

    /// <summary>Why nothing can be compared here; null where everything is present.</summary>
    public static string? Missing { get; } = ClangToolchain.Missing ?? (CommandRun.Exists("node") ? null : "no node to compare with");

    public static NodeResult Of(string name) => s_results.Value.TryGetValue(name, out NodeResult? result)
        ? result
        : throw new InvalidOperationException($"node has no result for {name}");

    private static Dictionary<string, NodeResult> Run()
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("cases.wasm");
        File.WriteAllBytes(module, CaseProgram.Bytes);

        // Its exit code says nothing: Node 20 aborts after some cases, mostly at its end. What it wrote until then counts, and it is
        // asked again for what is missing.
        var results = new Dictionary<string, NodeResult>();
        CommandRun? run = null;
        for (int attempt = 0; attempt < Attempts && results.Count < CaseProgram.Names.Length; attempt++)
        {
            string scratch = folder.MakeFolder($"scratch{attempt}");
            IEnumerable<string> missing = CaseProgram.Names.Where(name => !results.ContainsKey(name));
            run = CommandRun.Of("node", ["--no-warnings", Path.Combine(CaseProgram.Folder, "node.mjs"), module, scratch, .. missing]);
            string file = Path.Combine(scratch, "results.json");
            if (!File.Exists(file))
                continue;
            foreach ((string name, NodeResult result) in JsonSerializer.Deserialize<Dictionary<string, NodeResult>>(File.ReadAllText(file), JsonSerializerOptions.Web)!)
                results[name] = result;
        }

        return results.Count > 0 ? results : throw new InvalidOperationException($"node ended with {run?.ExitCode}: {run?.Errors}");
    }
}

/// <summary>One case in Node.</summary>
internal sealed record NodeResult(string Exit, string Output, string Error, string[] Tree);
