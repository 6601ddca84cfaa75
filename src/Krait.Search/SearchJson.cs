using System.Text.Json.Serialization;

namespace Krait.Search;

/// <summary>Generated JSON code for the few plain values written outside the hand-made writers.</summary>
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
internal sealed partial class SearchJson : JsonSerializerContext;
