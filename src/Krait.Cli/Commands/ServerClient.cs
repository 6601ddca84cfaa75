using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Krait.Cli.Output;
using Krait.Python;

namespace Krait.Cli.Commands;

/// <summary>Talks to a Krait server over HTTP. Every refusal becomes a <see cref="CommandFailure"/> in the server's words.</summary>
internal sealed class ServerClient(string url, Terminal terminal) : IDisposable
{
    /// <summary>Where <c>krait serve</c> listens unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:9200";

    // A server that prepares an interpreter takes most of a minute, longer on a slow machine.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = TimeSpan.FromMinutes(5) };

    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    public void Dispose() => _http.Dispose();

    /// <summary>Uploads a file: its kind is told by its name's end.</summary>
    /// <param name="file">A .py, .wasm or .wat file.</param>
    /// <param name="settings">Members of the request that the user has chosen: name, version, mode and so on.</param>
    /// <param name="token">Ends it.</param>
    public async Task<JsonObject> RegisterAsync(FileInfo file, JsonObject settings, CancellationToken token)
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
        var body = (JsonObject)settings.DeepClone();
        body["language"] = language;
        body[field] = base64;
        string fileName = Path.GetFileNameWithoutExtension(file.Name);
        body["name"] ??= language == "python" ? NameOf(bytes, fileName) : fileName;
        return (JsonObject)await PostAsync("udfs", body, token).ConfigureAwait(false);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Get, path, null, token);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken token) => SendAsync(HttpMethod.Delete, path, null, token);

    public Task<JsonNode> PutAsync(string path, JsonNode body, CancellationToken token) => SendAsync(HttpMethod.Put, path, Json(body), token);

    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken token) => SendAsync(HttpMethod.Post, path, Json(body), token);

    /// <summary>Sends newline-delimited JSON, as bulk loads are written.</summary>
    public Task<JsonNode> PostLinesAsync(string path, byte[] lines, CancellationToken token) =>
        SendAsync(HttpMethod.Post, path, new RequestContent(lines, "application/x-ndjson"), token);

    // The source's own name, else the file's; null where the server will say what is wrong with the source.
    private static string? NameOf(byte[] source, string fileName) =>
        PythonMetadata.Extract(SourceText.Decode(source, fileName, out _), new MetadataOptions { FallbackName = fileName }).Metadata?.Name;

    private static RequestContent Json(JsonNode body) => new(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, RequestContent? content, CancellationToken token)
    {
        bool isTold = false;
        long start = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = content?.ToHttp() };
                using HttpResponseMessage response = await _http.SendAsync(request, token).ConfigureAwait(false);
                string text = await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                    return JsonNode.Parse(text) ?? new JsonObject();
                string problem = ServerProblem.Describe((int)response.StatusCode, text);
                bool isLater = response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta is not null;
                if (!isLater || s_patience < Stopwatch.GetElapsedTime(start))
                    throw new CommandFailure(ExitCode.Unavailable, problem);
                if (!isTold)
                    await terminal.Error.WriteLineAsync($"krait: {problem}; waiting").ConfigureAwait(false);
                isTold = true;
                await Task.Delay(response.Headers.RetryAfter!.Delta!.Value, token).ConfigureAwait(false);
            }
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

    /// <summary>What a request carries; the same again when it is repeated.</summary>
    private sealed record RequestContent(byte[] Bytes, string MediaType)
    {
        public ByteArrayContent ToHttp()
        {
            var content = new ByteArrayContent(Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
            return content;
        }
    }
}
