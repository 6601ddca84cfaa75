using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Search;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krait.Server.Tests.Testing;

/// <summary>A server on a free port with a store of its own, and a client that speaks to it over a socket.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Client = new HttpClient { BaseAddress = new Uri(Url) };
    }

    /// <summary>
    /// Options under which interpreters may take their time: where they are not prepared, each function of theirs is compiled when it is
    /// first called.
    /// </summary>
    public static KraitServerOptions Patient { get; } = new()
    {
        Limits = ServerLimits.Default with { RequestTimeout = TimeSpan.FromMinutes(30) },
        SearchLimits = SearchLimits.Default with { MaximumUdfTime = TimeSpan.FromMinutes(30), MaximumSearchTime = TimeSpan.FromMinutes(30) },
        Udfs = UdfHostOptions.Default with
        {
            DefaultLimits = UdfLimits.Default with { DeadlineMs = 600_000, CompileTimeMs = 600_000, SearchTimeMs = 600_000 },
            MaximumLimits = UdfLimits.Maximum with { DeadlineMs = 600_000, CompileTimeMs = 600_000, SearchTimeMs = 600_000 },
        },
    };

    public string Url { get; }

    public HttpClient Client { get; }

    public static async Task<TestServer> Start(KraitServerOptions? options = null)
    {
        WebApplication app = KraitServer.Build((options ?? new KraitServerOptions()) with { Urls = "http://127.0.0.1:0" });
        await app.StartAsync();
        return new TestServer(app);
    }

    /// <summary>Sends a request; single quotes in the body stand for double quotes.</summary>
    public Task<Answer> Send(string method, string path, string? body = null) =>
        SendRaw(method, path, body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body.Replace('\'', '"'))));

    public Task<Answer> SendRaw(string method, string path, HttpContent? content) => SendRaw(Client, method, path, content);

    public static async Task<Answer> SendRaw(HttpClient client, string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        using HttpResponseMessage response = await client.SendAsync(request);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", bytes, response.Headers.Location?.ToString()) { RetryAfter = response.Headers.RetryAfter?.Delta };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>An answer, with a short way into its JSON: <c>answer["hits.total.value"]</c>, <c>answer["items.0.index.status"]</c>.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body, string? Location)
{
    public TimeSpan? RetryAfter { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public string this[string path]
    {
        get
        {
            JsonElement element = Json;
            foreach (string step in path.Split('.'))
                element = element.ValueKind == JsonValueKind.Array ? element[int.Parse(step, null)] : element.GetProperty(step);
            return element.ToString();
        }
    }
}
