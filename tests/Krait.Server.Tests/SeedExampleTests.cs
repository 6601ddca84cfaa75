using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;
using Krait.Testing;

namespace Krait.Server.Tests;

/// <summary>The usage examples that the interface was specified with, letter by letter but for the port, and in every mode.</summary>
public sealed class SeedExampleTests : IAsyncLifetime
{
    private const string UploadModule = """
        wasm_base64=$(base64 -w 0 text_similarity.wasm)

        curl -X POST http://localhost:9200/api/v1/udfs \
          -H 'Content-Type: application/json' \
          -d "{
            \"name\": \"text_similarity\",
            \"version\": \"1.0.0\",
            \"language\": \"wasm\",
            \"wasm_base64\": \"$wasm_base64\",
            \"parameters\": [
              {\"name\": \"query\", \"type\": \"string\", \"required\": true},
              {\"name\": \"threshold\", \"type\": \"i64\", \"required\": true}
            ],
            \"returns\": [{\"type\": \"bool\"}]
          }"
        """;

    private const string UploadModuleShort = """
        wasm_base64=$(base64 -w 0 text_similarity.wasm)
        curl -X POST http://localhost:9200/api/v1/udfs \
          -d "{\"name\":\"text_similarity\",\"language\":\"wasm\",\"wasm_base64\":\"$wasm_base64\"}"
        """;

    private const string UploadSource = """
        python_base64=$(base64 -w 0 text_similarity.py)

        curl -X POST http://localhost:9200/api/v1/udfs \
          -H 'Content-Type: application/json' \
          -d "{
            \"name\": \"text_similarity\",
            \"version\": \"1.0.0\",
            \"language\": \"python\",
            \"source\": \"$python_base64\"
          }"
        """;

    private const string UploadSourceShort = """
        python_base64=$(base64 -w 0 text_similarity.py)
        curl -X POST http://localhost:9200/api/v1/udfs \
          -d "{\"name\":\"text_similarity\",\"language\":\"python\",\"source\":\"$python_base64\"}"
        """;

    private const string UploadWithMetadata = """
        curl -X POST http://localhost:9200/api/v1/udfs \
          -d '{
            "name": "custom_udf",
            "version": "1.0.0",
            "language": "python",
            "source": "'$(base64 -w 0 custom.py)'",
            "metadata": {
              "description": "Custom description",
              "category": "scorer",
              "parameters": [
                {"name": "weight", "type": "f64", "required": true}
              ]
            }
          }'
        """;

    private const string Similarity = """"
        # @udf: name=similarity_filter
        # @udf: version=2.0.0
        # @udf: author=data-team
        # @udf: category=filter
        # @udf: tags=ml,text,similarity

        def udf_main(title: str, query: str, threshold: int = 5) -> bool:
            """
            Filter documents by text similarity.

            Uses Levenshtein distance to measure similarity.
            """
            return abs(len(title) - len(query)) <= threshold
        """";

    private const string SimilarityMetadata = """
        {
          "name": "similarity_filter",
          "version": "2.0.0",
          "author": "data-team",
          "category": "filter",
          "tags": ["ml", "text", "similarity"],
          "description": "Filter documents by text similarity.\n\nUses Levenshtein distance to measure similarity.",
          "parameters": [
            {"name": "title", "type": "string", "required": true},
            {"name": "query", "type": "string", "required": true},
            {"name": "threshold", "type": "i64", "required": false, "default": 5}
          ],
          "returns": [{"type": "bool"}],
          "language": "python"
        }
        """;

    private const string Try = """
        curl -X POST http://localhost:9200/api/v1/udfs/text_similarity/test \
          -H 'Content-Type: application/json' \
          -d '{
            "version": "1.0.0",
            "document": {
              "title": "laptop",
              "price": 999
            },
            "parameters": {
              "query": {"type": "string", "data": "laptop computer"},
              "threshold": {"type": "i64", "data": 10}
            }
          }'
        """;

    private const string Search = """
        curl -X POST http://localhost:9200/api/v1/indices/products/search \
          -H 'Content-Type: application/json' \
          -d '{
            "query": {
              "bool": {
                "must": [
                  {"match": {"category": "electronics"}}
                ],
                "filter": [
                  {
                    "wasm_udf": {
                      "name": "text_similarity",
                      "version": "1.0.0",
                      "parameters": {
                        "query": "laptop computer",
                        "threshold": 5
                      }
                    }
                  }
                ]
              }
            }
          }'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("krait-seed-").FullName;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        File.Copy(RepositoryRoot.File("examples", "udfs", "text_similarity.py"), Path.Combine(_folder, "text_similarity.py"));
        _server = await TestServer.Start(TestServer.Patient);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task PythonSourceIsUploadedTriedAndSearchedWith()
    {
        Shell.NeedsCurl();
        JsonElement created = await Run(UploadSource);
        Assert.Equal("text_similarity", created.GetProperty("name").GetString());
        Assert.Equal("typed", created.GetProperty("mode").GetString());
        await TryAndSearch();
    }

    [Theory]
    [InlineData(UploadModule)]
    [InlineData(UploadModuleShort)]
    public async Task AModuleIsUploadedTriedAndSearchedWith(string upload)
    {
        Shell.NeedsCurl();
        await using (TestServer other = await TestServer.Start())
        {
            string url = other.Url + "/api/v1/udfs";
            await Shell.Run(UploadSource.Replace("http://localhost:9200/api/v1/udfs", url, StringComparison.Ordinal), _folder);
            await Shell.Run($"curl -s {url}/text_similarity/1.0.0/wasm -o text_similarity.wasm", _folder);
        }

        JsonElement created = await Run(upload);
        Assert.Equal("precompiled", created.GetProperty("mode").GetString());
        Assert.InRange(created.GetProperty("wasm_size_bytes").GetInt64(), 1, 20 * 1024);
        await TryAndSearch();
    }

    [Theory]
    [InlineData("auto", "typed")]
    [InlineData("typed", "typed")]
    [InlineData("cpython", "cpython")]
    [InlineData("pyodide", "cpython")]
    [InlineData("micropython", "micropython")]
    public async Task EveryModeFindsTheSame(string mode, string chosen)
    {
        Shell.NeedsCurl();
        GuestFolder.NeedInterpreters();
        foreach (string upload in (string[])[UploadSource, UploadSourceShort])
        {
            string asked = upload.Replace("\\\"language\\\"", $"\\\"mode\\\":\\\"{mode}\\\",\\\"language\\\"", StringComparison.Ordinal);
            Assert.NotEqual(upload, asked);
            JsonElement created = await Run(asked);
            Assert.Equal(chosen, created.GetProperty("mode").GetString());
        }

        await TryAndSearch();
    }

    [Theory]
    [InlineData("typed")]
    [InlineData("cpython")]
    [InlineData("micropython")]
    public async Task MetadataIsTheSameInEveryMode(string mode)
    {
        GuestFolder.NeedInterpreters();
        string body = $$"""{"mode": "{{mode}}", "encoding": "text", "source": {{JsonSerializer.Serialize(Similarity)}} }""";
        Answer created = await _server.SendRaw("POST", "/api/v1/udfs", new StringContent(body));
        Assert.Equal(201, created.Status);
        foreach (JsonProperty member in JsonElement.Parse(SimilarityMetadata).EnumerateObject())
            Assert.True(JsonElement.DeepEquals(member.Value, created.Json.GetProperty(member.Name)), $"{member.Name}: {created[member.Name]}");
    }

    [Theory]
    [InlineData("typed")]
    [InlineData("cpython")]
    [InlineData("micropython")]
    public async Task MetadataCanBeGivenWithTheRequest(string mode)
    {
        Shell.NeedsCurl();
        GuestFolder.NeedInterpreters();
        await File.WriteAllTextAsync(Path.Combine(_folder, "custom.py"), "def udf_main(weight: float) -> float:\n    return weight * get_field_f64('price')\n");
        JsonElement created = await Run(UploadWithMetadata.Replace("\"language\"", $"\"mode\": \"{mode}\", \"language\"", StringComparison.Ordinal));
        Assert.Equal((mode, "Custom description", "scorer"), (created.GetProperty("mode").GetString(), created.GetProperty("description").GetString(), created.GetProperty("category").GetString()));
        Assert.Equal("""[{"name":"weight","type":"f64","required":true}]""", created.GetProperty("parameters").GetRawText());
        Answer tried = await _server.Send("POST", "/api/v1/udfs/custom_udf/test", "{'document':{'price':3},'parameters':{'weight':{'type':'f64','data':0.5}}}");
        Assert.Equal("1.5", tried["results.0"]);
        Answer refused = await _server.Send("POST", "/api/v1/udfs/custom_udf/test", "{'document':{'price':3}}");
        Assert.Equal((400, "INVALID_PARAMETERS"), (refused.Status, refused["code"]));
    }

    private async Task TryAndSearch()
    {
        JsonElement tried = await Run(Try);
        Assert.Equal("text_similarity", tried.GetProperty("name").GetString());
        Assert.Equal("1.0.0", tried.GetProperty("version").GetString());
        Assert.Equal("[true]", tried.GetProperty("results").GetRawText());
        Assert.InRange(tried.GetProperty("execution_time").GetDouble(), 0, 5000);
        Assert.Equal("", tried.GetProperty("document_id").GetString());

        await Shell.Run($"curl -s -X POST {_server.Url}/api/v1/indices/products/bulk --data-binary @{RepositoryRoot.File("examples", "products", "products.ndjson")}", _folder);
        JsonElement found = await Run(Search);
        Assert.False(found.GetProperty("timed_out").GetBoolean());
        JsonElement hits = found.GetProperty("hits");
        Assert.Equal(11, hits.GetProperty("total").GetProperty("value").GetInt32());
        foreach (JsonElement hit in hits.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal("electronics", hit.GetProperty("_source").GetProperty("category").GetString());
            Assert.Contains("omputer", hit.GetProperty("_source").GetProperty("title").GetString(), StringComparison.Ordinal);
            Assert.True(hit.GetProperty("_score").GetDouble() > 0);
        }

        Assert.Equal(195, found.GetProperty("udf")[0].GetProperty("documents").GetInt64());
    }

    private async Task<JsonElement> Run(string commands) =>
        JsonElement.Parse(await Shell.Run(commands.Replace("http://localhost:9200", _server.Url, StringComparison.Ordinal), _folder));
}
