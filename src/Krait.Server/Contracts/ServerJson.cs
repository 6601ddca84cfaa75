using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Krait.Server.Contracts;

/// <summary>Generated JSON code of every contract: no reflection, so the first request is not slower than the others.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RegisterUdfContract))]
[JsonSerializable(typeof(TestUdfContract))]
[JsonSerializable(typeof(TestUdfResultContract))]
[JsonSerializable(typeof(UdfContract))]
[JsonSerializable(typeof(UdfListContract))]
[JsonSerializable(typeof(UdfDeletedContract))]
[JsonSerializable(typeof(UdfStatisticsContract))]
[JsonSerializable(typeof(ProblemContract))]
[JsonSerializable(typeof(SearchErrorContract))]
[JsonSerializable(typeof(IndexContract))]
[JsonSerializable(typeof(IndexListContract))]
[JsonSerializable(typeof(IndexCreatedContract))]
[JsonSerializable(typeof(AcknowledgedContract))]
[JsonSerializable(typeof(DocumentContract))]
[JsonSerializable(typeof(WriteContract))]
[JsonSerializable(typeof(BulkContract))]
[JsonSerializable(typeof(HealthContract))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ServerJson : JsonSerializerContext;

/// <summary>
/// The contracts as the server reads and writes them. Only what JSON itself demands is escaped, so that people can read an answer;
/// answers are never part of a page of HTML, and their content type says so.
/// </summary>
internal static class WireJson
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static ServerJson Contracts { get; } = new(new JsonSerializerOptions(ServerJson.Default.Options) { Encoder = Encoder });
}
