using System;
using System.Collections.Generic;

namespace Krait.Search;

/// <summary>An index as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="Documents">Number of documents.</param>
/// <param name="Dynamic">What happens to fields that the mapping does not name: <c>true</c>, <c>false</c> or <c>strict</c>.</param>
/// <param name="Fields">Its fields by path.</param>
public sealed record IndexDescription(
    string Name, DateTimeOffset CreatedAt, long Documents, string Dynamic, IReadOnlyList<FieldDescription> Fields);

/// <summary>One field of an index.</summary>
/// <param name="Path">Property names joined by dots.</param>
/// <param name="Type">The mapping's type, or the one that the values seen so far amount to.</param>
/// <param name="IsMapped">True when the mapping names it; false when it came with a document.</param>
public sealed record FieldDescription(string Path, string Type, bool IsMapped);

/// <summary>A document as stored.</summary>
/// <param name="Index">Name of its index.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Number of writes to it since it was created.</param>
/// <param name="SequenceNumber">Number of its last write in its index.</param>
/// <param name="Source">The UTF-8 JSON as it came.</param>
public sealed record StoredDocument(string Index, string Id, long Version, long SequenceNumber, ReadOnlyMemory<byte> Source);
