using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Krait.Server;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krait.Benchmarks;

/// <summary>What a function costs per document inside a search, and what the test route answers per second over HTTP.</summary>
internal static class UdfBenchmark
{
    /// <summary>A function of two fields and a parameter.</summary>
    public const string NumericFilter = """
        # @udf: name=price_filter
        def udf_main(price: int, stock: int, limit: int = 1000) -> bool:
            return price < limit and stock > 0
        """;

    private const int Clients = 4;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(5);

    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("krait-bench-").FullName;
        try
        {
            string filter = Path.Combine(folder, "price_filter.py");
            File.WriteAllText(filter, NumericFilter);
            using (UdfHost host = UdfHost.Open(UdfHostOptions.Default))
            {
                Measure(host, filter, "{}", 100_000);
                Measure(host, Checkout.File("examples", "udfs", "text_similarity_typed.py"), """{"query": "laptop computer", "threshold": 8}""", 10_000);
                Measure(host, Checkout.File("examples", "udfs", "text_similarity.py"), """{"query": "laptop computer", "threshold": 8}""", 10_000);
            }

            InterpreterUdfBenchmark.Run();
            MeasureTestRouteAsync(folder).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(UdfHost host, string file, string parameters, int count)
    {
        string name = UdfBatches.Register(host, file);
        IReadOnlyList<JsonElement> documents = TitleData.Documents(count);
        double best = double.MaxValue;
        long passed = 0;
        for (int round = 0; round < 7; round++)
        {
            long start = Stopwatch.GetTimestamp();
            passed = UdfBatches.CountPassing(host, name, JsonElement.Parse(parameters), documents);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24}{count,9} documents {best / count,10:0} ns per document ({passed} passed)"));
    }

    private static async Task MeasureTestRouteAsync(string folder)
    {
        await using WebApplication app = KraitServer.Build(new KraitServerOptions { DataFolder = Path.Combine(folder, "store"), Urls = "http://127.0.0.1:0" });
        await app.StartAsync().ConfigureAwait(false);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        string source = Convert.ToBase64String(await File.ReadAllBytesAsync(Checkout.File("examples", "udfs", "text_similarity.py")).ConfigureAwait(false));
        using (HttpResponseMessage created = await http.PostAsync("/api/v1/udfs", Json($$"""{"name": "text_similarity", "language": "python", "source": "{{source}}"}""")).ConfigureAwait(false))
            created.EnsureSuccessStatusCode();

        using var stop = new CancellationTokenSource(s_duration);
        long start = Stopwatch.GetTimestamp();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => PostUntilAsync(http, stop.Token))).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test route              {counts.Sum() / seconds,9:0} requests per second ({Clients} clients in the same process, {seconds:0.0} s)"));
        await app.StopAsync().ConfigureAwait(false);
    }

    private static async Task<int> PostUntilAsync(HttpClient http, CancellationToken stop)
    {
        int count = 0;
        while (!stop.IsCancellationRequested)
        {
            using HttpResponseMessage response = await http.PostAsync(
                "/api/v1/udfs/text_similarity/test",
                Json("""{"document": {"title": "laptop"}, "parameters": {"query": {"type": "string", "data": "laptop computer"}, "threshold": {"type": "i64", "data": 10}}}"""),
                CancellationToken.None).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            count++;
        }

        return count;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
