using System.Collections.Immutable;
using Krait.Guests.Errors;
using Krait.Wasi;

namespace Krait.Guests.Emscripten;

/// <summary>What of a guest's state lies in its host. Immutable: nobody writes to the files.</summary>
/// <param name="Files">What it has written outside of mounts; null for nothing.</param>
/// <param name="CurrentDirectory">Absolute and clean.</param>
/// <param name="FileModeMask">What <c>umask</c> answers.</param>
/// <param name="Sources">What was handed in to run.</param>
internal sealed record HostImage(MemoryFileSystem? Files, string CurrentDirectory, int FileModeMask, ImmutableArray<ExecutedSource> Sources)
{
    /// <summary>What a guest begins with that nobody ran before.</summary>
    public static HostImage Empty { get; } = new(null, "/", 0x12, []);
}
