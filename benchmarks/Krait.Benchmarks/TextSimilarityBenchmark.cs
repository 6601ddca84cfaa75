using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Krait.Udf;

namespace Krait.Benchmarks;

/// <summary>text_similarity over 10,000 titles: the UDF as a search runs it, documents as JSON, against bare C strings.</summary>
internal static class TextSimilarityBenchmark
{
    private const int Titles = 10_000;
    private const int Rounds = 5;

    public static void Compare(string folder, Action<string, double[]> print)
    {
        string titles = Path.Combine(folder, "titles.txt");
        File.WriteAllText(titles, string.Join('\n', TitleData.Titles(Titles)) + "\n");
        string native = NativeProgram.CompileC(folder, "text_similarity");
        using UdfHost host = UdfHost.Open(UdfHostOptions.Default);
        string name = UdfBatches.Register(host, Checkout.File("examples", "udfs", "text_similarity_typed.py"));
        JsonElement parameters = JsonElement.Parse("""{"query": "laptop computer", "threshold": 8}""");
        IReadOnlyList<JsonElement> documents = TitleData.Documents(Titles);

        var best = new double[4];
        Array.Fill(best, double.MaxValue);
        var answers = new HashSet<string>();
        for (int round = 0; round < Rounds; round++)
        {
            Measurement c = NativeProgram.Measure(native, titles, "3");
            Measurement krait = PythonBenchmark.Measure(() => UdfBatches.CountPassing(host, name, parameters, documents));
            Measurement python = NativeProgram.Measure("python3", Checkout.File("benchmarks", "programs", "measure.py"), "text_similarity", titles, "1");
            best = [Math.Min(best[0], c.BestMs), Math.Min(best[1], krait.BestMs), Math.Min(best[2], krait.BestMs), Math.Min(best[3], python.BestMs)];
            answers.UnionWith([c.Answer, krait.Answer, python.Answer]);
        }

        if (answers.Count != 1)
            throw new InvalidOperationException($"text_similarity: the programs disagree: {string.Join(", ", answers)}");
        print($"text_similarity({Titles}, as UDF)", best);
    }
}
