using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;

namespace Krait.Server.Tests;

public sealed class SearchRouteTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task StoresAndFindsADocument()
    {
        Answer created = await _server.Send("PUT", "/api/v1/indices/books/documents/a%2Fb", "{'title': 'A Tale of Two Cities'}");
        Assert.Equal(201, created.Status);
        Assert.Equal("created", created["result"]);
        Assert.Equal("/api/v1/indices/books/documents/a%2Fb", created.Location);

        Answer found = await _server.Send("POST", "/api/v1/indices/books/search", "{'query': {'match': {'title': 'tale'}}}");
        Assert.Equal(200, found.Status);
        Assert.Equal("1", found["hits.total.value"]);
        Assert.Equal("a/b", found["hits.hits.0._id"]);
        Assert.Equal("A Tale of Two Cities", found["hits.hits.0._source.title"]);
        Assert.Equal("False", found["timed_out"]);
        Assert.Equal("1", found["_shards.successful"]);
    }

    [Fact]
    public async Task LoadsInBulk()
    {
        Answer loaded = await _server.Send("POST", "/api/v1/indices/t/bulk", "{'index':{'_id':'1'}}\n{'n':1}\n{'create':{'_id':'1'}}\n{'n':2}\n{'delete':{'_id':'9'}}\n");
        Assert.Equal(200, loaded.Status);
        Assert.Equal("True", loaded["errors"]);
        Assert.Equal("201", loaded["items.0.index.status"]);
        Assert.Equal("409", loaded["items.1.create.status"]);
        Assert.Equal("version_conflict_engine_exception", loaded["items.1.create.error.type"]);
        Assert.Equal("404", loaded["items.2.delete.status"]);
    }

    [Fact]
    public async Task TellsAboutAMissingIndexInTheShapeOfOpenSearch()
    {
        Answer answer = await _server.Send("POST", "/api/v1/indices/nope/search", "{}");
        Assert.Equal(404, answer.Status);
        Assert.Equal("404", answer["status"]);
        Assert.Equal("index_not_found_exception", answer["error.type"]);
        Assert.Equal("index_not_found_exception", answer["error.root_cause.0.type"]);
        Assert.Equal("no such index [nope]", answer["error.reason"]);
        Assert.Equal("nope", answer["error.root_cause.0.index"]);
    }

    [Fact]
    public async Task PlacesAnErrorInTheBody()
    {
        await _server.Send("PUT", "/api/v1/indices/t");
        Answer broken = await _server.Send("POST", "/api/v1/indices/t/search", "{'query':\n {'match': {]}}");
        Assert.Equal(400, broken.Status);
        Assert.Equal("2", broken["error.root_cause.0.line"]);
        Assert.Equal("13", broken["error.root_cause.0.col"]);

        Answer unknown = await _server.Send("POST", "/api/v1/indices/t/search", "{'query':\n {'mtach': {'a': 1}}}");
        Assert.Equal(400, unknown.Status);
        Assert.Equal("parsing_exception", unknown["error.type"]);
        Assert.Contains("did you mean 'match'?", unknown["error.reason"]);
        Assert.Equal("query", unknown["error.root_cause.0.path"]);
        Assert.Equal("2", unknown["error.root_cause.0.line"]);
        Assert.Equal("2", unknown["error.root_cause.0.col"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task ReadsJsonWhateverTheContentTypeSays(string contentType)
    {
        await _server.Send("PUT", "/api/v1/indices/t");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"size\":0}"));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        Assert.Equal(200, (await _server.SendRaw("POST", "/api/v1/indices/t/search", content)).Status);
    }

    [Fact]
    public async Task AnswersOperators()
    {
        Assert.Equal("live", (await _server.Send("GET", "/health/live"))["status"]);
        Assert.Equal("ready", (await _server.Send("GET", "/health/ready"))["status"]);
        Answer openApi = await _server.Send("GET", "/openapi/v1.json");
        Assert.Equal("Krait", openApi["info.title"]);
        Assert.Contains("/api/v1/indices/{index}/search", openApi.Text);
        Assert.Contains("/api/v1/udfs/{name}/test", openApi.Text);
        await _server.Send("PUT", "/api/v1/indices/m/documents/1", "{}");
        await _server.Send("POST", "/api/v1/indices/m/search", "{}");
        Answer metrics = await _server.Send("GET", "/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", metrics.ContentType);
        Assert.Contains("http_server_request_duration_seconds_count{", metrics.Text);
        Assert.Contains("http_route=\"/health/ready\"", metrics.Text);
        Assert.Contains("# TYPE krait_search_duration_seconds histogram\n", metrics.Text);
        Assert.Contains("krait_search_duration_seconds_bucket{timed_out=\"false\",le=\"+Inf\"}", metrics.Text);
        Assert.Contains("krait_search_writes_total ", metrics.Text);
    }

    [Fact]
    public async Task TellsAboutMissingRoutesAndMethods()
    {
        Answer missing = await _server.Send("GET", "/api/v2/x");
        Assert.Equal(404, missing.Status);
        Assert.Equal("no_route", missing["error.type"]);
        Answer method = await _server.Send("PATCH", "/api/v1/indices/t");
        Assert.Equal(405, method.Status);
        Assert.Contains("PUT", method["error.reason"]);
    }
}
