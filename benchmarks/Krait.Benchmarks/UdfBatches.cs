using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using Krait.Udf;

namespace Krait.Benchmarks;

/// <summary>Runs a function over documents the way a search does: one batch on a guest thread, under all limits.</summary>
internal static class UdfBatches
{
    /// <summary>Registers a Python file and answers its name.</summary>
    public static string Register(UdfHost host, string file) => host.Register(new UdfRegistration
    {
        Language = UdfLanguage.Python,
        Mode = UdfMode.Typed,
        Source = File.ReadAllBytes(file),
        SourceName = Path.GetFileName(file),
    }).Record.Name;

    /// <summary>Counts the documents that pass.</summary>
    public static long CountPassing(UdfHost host, string name, JsonElement parameters, IReadOnlyList<JsonElement> documents) =>
        host.RunOnGuestThread(
            () =>
            {
                using UdfBatch batch = host.OpenBatch(name, null, parameters, UdfBatchOptions.Default);
                long passed = 0;
                foreach (JsonElement document in documents)
                {
                    if (batch.Evaluate(new UdfDocument(string.Empty, 0, document)).IsTrue)
                        passed++;
                }

                return passed;
            },
            CancellationToken.None);
}
