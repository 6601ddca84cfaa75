using System;
using System.Collections.Immutable;
using System.IO;
using Krait.Guests;
using Krait.Wasi;

namespace Krait.Cli.Guests;

/// <summary>What the command line gives to one Python.</summary>
internal sealed record PythonGrants
{
    public PythonInterpreter Interpreter { get; init; }

    /// <summary><c>sys.argv</c>, the program's name first.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>What stands first in <c>sys.path</c>; null for nothing.</summary>
    public string? ModulePath { get; init; }

    /// <summary>Folders, under absolute paths.</summary>
    public ImmutableArray<WasiMount> Mounts { get; init; } = [];

    /// <summary>Variables as <c>NAME=value</c>.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>Standard input; null for the terminal's.</summary>
    public Stream? Input { get; init; }

    /// <summary>Standard output and standard error; null for the terminal's.</summary>
    public Stream? Output { get; init; }

    public WasiClock Clock { get; init; } = WasiClock.Coarse;

    /// <summary>For each call; null for none.</summary>
    public TimeSpan? Deadline { get; init; }

    public long MemoryBytes { get; init; } = PythonSandboxOptions.Default.MaximumMemoryBytes;
}
