using System;
using System.Threading;

namespace Krait.Runtime.Persisting;

/// <summary>One compilation as its caller sees it.</summary>
/// <param name="CancellationToken">Ends it.</param>
/// <param name="Progress">Is told how many functions have been compiled; may be null.</param>
internal readonly record struct CompilationRun(CancellationToken CancellationToken, IProgress<int>? Progress)
{
    /// <summary>Who makes machine code of it.</summary>
    public MachineCodeBy MachineCode { get; init; }
}
