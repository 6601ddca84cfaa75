using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Krait.Server.Tests.Testing;

/// <summary>Compares an answer with the part of it that a document shows.</summary>
internal static class JsonShape
{
    // Values that differ from run to run; only their kind is compared.
    private static readonly HashSet<string> s_volatile = ["took", "execution_time", "time_ms", "fuel_used", "memory_peak_bytes", "compile_time_ms"];

    /// <summary>Everything shown is there with the same value; an answer may have more properties and longer arrays.</summary>
    public static void Contains(JsonElement shown, JsonElement answer, string path = "")
    {
        Assert.True(shown.ValueKind == answer.ValueKind, $"{path} should be {shown}, is {answer}");
        switch (shown.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in shown.EnumerateObject())
                {
                    Assert.True(answer.TryGetProperty(property.Name, out JsonElement value), $"{path}.{property.Name} is missing in {answer}");
                    if (s_volatile.Contains(property.Name))
                        Assert.Equal(property.Value.ValueKind, value.ValueKind);
                    else
                        Contains(property.Value, value, path + "." + property.Name);
                }

                break;
            case JsonValueKind.Array:
                Assert.True(shown.GetArrayLength() <= answer.GetArrayLength(), $"{path} has too few items: {answer}");
                for (int i = 0; i < shown.GetArrayLength(); i++)
                    Contains(shown[i], answer[i], FormattableString.Invariant($"{path}[{i}]"));
                break;
            default:
                Assert.True(JsonElement.DeepEquals(shown, answer), $"{path} should be {shown}, is {answer}");
                break;
        }
    }
}
