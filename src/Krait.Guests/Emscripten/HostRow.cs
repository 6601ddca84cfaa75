using System;

namespace Krait.Guests.Emscripten;

/// <summary>A row of a table of host functions that are no system calls.</summary>
/// <param name="Name">The import's name.</param>
/// <param name="Function">Its first parameter is the caller.</param>
internal sealed record HostRow(string Name, Delegate Function);
