using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

public sealed class DurabilityTests : IDisposable
{
    private const int DocumentsPerRequest = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("krait-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LosesNoAcknowledgedDocumentWhenKilledDuringABulkLoad()
    {
        var acknowledged = new ConcurrentBag<string>();
        using (ServerProcess server = await ServerProcess.Start(_folder))
        {
            Task[] loaders = [.. Enumerable.Range(0, 3).Select(loader => Load(server.Client, loader, acknowledged))];

            // Some requests are answered by now and, as every loader goes on, some are under way.
            Task allLoaders = Task.WhenAll(loaders);
            while (acknowledged.Count < 12 * DocumentsPerRequest && !allLoaders.IsCompleted)
                await Task.WhenAny(Task.Delay(5), allLoaders);
            server.Kill();
            await allLoaders;
        }

        using ServerProcess reopened = await ServerProcess.Start(_folder);
        HashSet<string> found = await AllIds(reopened.Client);
        Assert.Empty(acknowledged.Except(found));

        // A request is one transaction, so each is there as a whole or not at all.
        Assert.All(found.GroupBy(id => id[..id.LastIndexOf('-')]), request => Assert.Equal(DocumentsPerRequest, request.Count()));
        using HttpResponseMessage more = await reopened.Client.PutAsync("/api/v1/indices/t/documents/more", new StringContent("{\"word\":\"more\"}"));
        Assert.Equal(201, (int)more.StatusCode);
    }

    private static async Task Load(HttpClient client, int loader, ConcurrentBag<string> acknowledged)
    {
        for (int request = 0; ; request++)
        {
            string[] ids = [.. Enumerable.Range(0, DocumentsPerRequest).Select(i => $"{loader}-{request}-{i}")];
            var body = new StringBuilder();
            foreach (string id in ids)
                body.Append($"{{\"index\":{{\"_id\":\"{id}\"}}}}\n{{\"word\":\"w{id} common\",\"loader\":{loader},\"text\":\"some words that take room in the index\"}}\n");
            try
            {
                using HttpResponseMessage response = await client.PostAsync("/api/v1/indices/t/bulk", new StringContent(body.ToString()));
                byte[] answer = await response.Content.ReadAsByteArrayAsync();
                Assert.Equal(200, (int)response.StatusCode);
                Assert.False(JsonElement.Parse(answer).GetProperty("errors").GetBoolean());
            }
            catch (HttpRequestException)
            {
                return;
            }

            foreach (string id in ids)
                acknowledged.Add(id);
        }
    }

    private static async Task<HashSet<string>> AllIds(HttpClient client)
    {
        var ids = new HashSet<string>();
        for (int loader = 0; loader < 3; loader++)
        {
            // The match asks the full-text index, the term the value index, the hit the document: all three have to agree.
            string query = $"{{\"size\":10000,\"_source\":false,\"query\":{{\"bool\":{{\"must\":{{\"match\":{{\"word\":\"common\"}}}},\"filter\":{{\"term\":{{\"loader\":{loader}}}}}}}}}}}";
            using HttpResponseMessage response = await client.PostAsync("/api/v1/indices/t/search", new StringContent(query));
            JsonElement hits = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync()).GetProperty("hits");
            Assert.Equal(hits.GetProperty("hits").GetArrayLength(), hits.GetProperty("total").GetProperty("value").GetInt32());
            ids.UnionWith(hits.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("_id").GetString()!));
        }

        return ids;
    }
}
