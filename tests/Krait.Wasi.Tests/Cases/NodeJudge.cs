using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Krait.Testing.Programs;

namespace Krait.Wasi.Tests.Cases;

/// <summary>What Node's own WASI makes of every case.</summary>
internal static class NodeJudge
{
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
        string scratch = folder.MakeFolder("scratch");

        // Its exit code says nothing: Node 20 aborts at its end after some cases. What it wrote until then counts.
        CommandRun run = CommandRun.Of("node", ["--no-warnings", Path.Combine(CaseProgram.Folder, "node.mjs"), module, scratch, .. CaseProgram.Names]);
        string results = Path.Combine(scratch, "results.json");
        if (!File.Exists(results))
            throw new InvalidOperationException($"node ended with {run.ExitCode}: {run.Errors}");
        return JsonSerializer.Deserialize<Dictionary<string, NodeResult>>(File.ReadAllText(results), JsonSerializerOptions.Web)!;
    }
}

/// <summary>One case in Node.</summary>
internal sealed record NodeResult(string Exit, string Output, string Error, string[] Tree);
