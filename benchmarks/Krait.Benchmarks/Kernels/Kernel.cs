using System.Collections.Immutable;

namespace Krait.Benchmarks.Kernels;

/// <summary>One program of benchmarks/kernels and how much work it is given.</summary>
/// <param name="Name">File name of its source and module, without extension.</param>
/// <param name="Size">The argument of <c>run</c>: some tens of milliseconds as a native program.</param>
internal sealed record Kernel(string Name, int Size)
{
    public static ImmutableArray<Kernel> All { get; } =
    [
        new("base64", 80),
        new("binary_trees", 18),
        new("compress", 4),
        new("crc32", 6),
        new("fannkuch", 9),
        new("fib", 34),
        new("hash_map", 1_000_000),
        new("interpreter", 500_000),
        new("json", 20),
        new("levenshtein", 3000),
        new("mandelbrot", 400),
        new("matmul", 300),
        new("memory", 100_000),
        new("nbody", 200_000),
        new("qsort", 100_000),
        new("sha256", 4096),
        new("sieve", 4_000_000),
        new("simd_dot", 1000),
        new("spectral_norm", 700),
    ];

    public string SourcePath => Checkout.File("benchmarks", "kernels", Name + ".c");

    public string ModulePath => Checkout.File("benchmarks", "kernels", Name + ".wasm");
}
