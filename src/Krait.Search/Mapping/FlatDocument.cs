using System.Collections.Generic;

namespace Krait.Search.Mapping;

/// <summary>The values of a document by path, in document order. A path occurs once per value.</summary>
internal sealed class FlatDocument
{
    public List<(string Path, FieldValue Value)> Values { get; } = [];
}
