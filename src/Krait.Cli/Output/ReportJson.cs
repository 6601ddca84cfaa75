using System.Text.Json.Serialization;
using Krait.Cli.Running;

namespace Krait.Cli.Output;

/// <summary>How reports become JSON: snake_case names as everywhere in Krait's interfaces, indented for reading.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ModuleReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
