using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Krait.Runtime.Persisting;

/// <summary>Streams over bytes that are there already: compiled code may be of hundreds of megabytes.</summary>
internal static class MemoryStreams
{
    /// <summary>Reads the bytes where they are if they are in an array, otherwise from a copy.</summary>
    public static MemoryStream Over(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
