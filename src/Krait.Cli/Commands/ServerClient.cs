using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Krait.Cli.Commands;

/// <summary>Talks to a Krait server over HTTP. Every refusal becomes a <see cref="CommandFailure"/> in the server's words.</summary>
internal sealed class ServerClient(string url) : IDisposable
{
    /// <summary>Where <c>krait serve</c> listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:9200";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(5) };

    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    public void Dispose() => _http.Dispose();

    /// <summary>Uploads a file: its kind is told by its name's end.</summary>
    public async Task<JsonObject> RegisterAsync(FileInfo file, string? name, string? version, string? mode, string? isolation, CancellationToken token)
    {
        if (!file.Exists)
            throw new CommandFailure(ExitCode.NoInput, $"there is no file {file.FullName}");
        byte[] bytes = await File.ReadAllBytesAsync(file.FullName, token).ConfigureAwait(false);
        string base64 = Convert.ToBase64String(bytes);
        (string language, string field) = file.Extension switch
        {
            ".py" => ("python", "source"),
            ".wat" => ("wat", "source"),
            ".wasm" => ("wasm", "wasm_base64"),
            _ => throw new CommandFailure(ExitCode.Usage, $"a function is a .py, .wasm or .wat file, found '{file.Name}'"),
        };
        var body = new JsonObject { ["language"] = language, [field] = base64 };
        string? chosenName = name ?? (language == "python" ? null : Path.GetFileNameWithoutExtension(file.Name));
        if (chosenName is not null)
            body["name"] = chosenName;
        if (version is not null)
            body["version"] = version;
        if (mode is not null)
            body["mode"] = mode;
        if (isolation is not null)
            body["isolation"] = isolation;
        return (JsonObject)await PostAsync("udfs", body, token).ConfigureAwait(false);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Delete, path, null, token);

    public Task<JsonNode> PutAsync(string path, JsonNode body, CancellationToken token) => SendAsync(HttpMethod.Put, path, Json(body.ToJsonString()), token);

    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken token) => SendAsync(HttpMethod.Post, path, Json(body.ToJsonString()), token);

    /// <summary>Sends newline-delimited JSON, as bulk loads are written.</summary>
    public Task<JsonNode> PostLinesAsync(string path, byte[] lines, CancellationToken token)
    {
        var content = new ByteArrayContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return SendAsync(HttpMethod.Post, path, content, token);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken token)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = content };
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, token).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new CommandFailure(ExitCode.Unavailable, ServerProblem.Describe((int)response.StatusCode, text));
            return JsonNode.Parse(text) ?? new JsonObject();
        }
        catch (HttpRequestException exception)
        {
            throw new CommandFailure(ExitCode.Unavailable, $"no server answers at {url}: {exception.Message}; start one with 'krait serve'");
        }
        catch (JsonException exception)
        {
            throw new CommandFailure(ExitCode.Unavailable, $"{url} answered something that is not JSON: {exception.Message}");
        }
    }
}
