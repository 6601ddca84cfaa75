using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Krait.Testing.Programs;

// Debian's clang 19 with wasi-libc and libc++, and the two parts these packages lack: setjmp and C++ exceptions, from
// tests/cases/c/runtime. `./dev test` installs the packages; where that is not possible, tests skip with Missing.

/// <summary>Compiles C and C++ sources to WebAssembly modules for WASI preview 1.</summary>
public static class ClangToolchain
{
    // Stack first: a guest that overruns its stack in memory leaves memory, instead of writing over its data.
    private static readonly string[] s_commonFlags = ["--target=wasm32-wasi", "-O2", "-Wl,-z,stack-size=1048576", "-Wl,--stack-first"];

    private static readonly string[] s_needed =
    [
        "/usr/lib/llvm-19/bin/clang++",
        "/usr/lib/llvm-19/bin/wasm-ld",
        "/usr/include/wasm32-wasi/stdio.h",
        "/usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a",
        "/usr/lib/llvm-19/lib/wasm32-wasi/libc++.a",
        "/usr/lib/llvm-19/lib/wasm32-wasi/libc++abi.a",
    ];

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> s_modules = new();

    /// <summary>Why nothing can be compiled here, for <c>Assert.SkipUnless</c>; null where everything is present.</summary>
    public static string? Missing { get; } = s_needed.FirstOrDefault(file => !File.Exists(file)) is string file
        ? $"no C compiler for WebAssembly: {file} is missing (packages clang-19 lld-19 wasi-libc libclang-rt-19-dev-wasm32 libc++-19-dev-wasm32 libc++abi-19-dev-wasm32)"
        : null;

    /// <summary>The folder of the project's own C and C++ programs.</summary>
    public static string CaseFolder { get; } = RepositoryRoot.File("tests", "cases", "c");

    /// <summary>Compiles and links a program; the same sources and flags are compiled once a process.</summary>
    /// <param name="sources">Paths; <c>.cc</c> is C++ with exceptions. <c>setjmp.h</c> may be included.</param>
    /// <param name="flags">Further flags, e.g. <c>-g</c>, <c>-msimd128</c>, <c>-mexec-model=reactor</c>.</param>
    /// <returns>The module, with a name section.</returns>
    /// <exception cref="InvalidOperationException">The compiler is missing or refused; the message holds its words.</exception>
    public static byte[] Compile(IReadOnlyList<string> sources, params string[] flags) =>
        s_modules.GetOrAdd(string.Join('\n', [.. sources, .. flags]), _ => new Lazy<byte[]>(() => CompileNew(sources, flags))).Value;

    /// <summary>Compiles one program of <see cref="CaseFolder"/>.</summary>
    /// <param name="name">Its file name, e.g. <c>btree.c</c>.</param>
    /// <param name="flags">Further flags.</param>
    public static byte[] CompileCase(string name, params string[] flags) => Compile([Path.Combine(CaseFolder, name)], flags);

    private static byte[] CompileNew(IReadOnlyList<string> sources, string[] flags)
    {
        if (Missing is not null)
            throw new InvalidOperationException(Missing);
        string folder = Directory.CreateTempSubdirectory("krait-c-").FullName;
        try
        {
            string module = Path.Combine(folder, "program.wasm");
            bool isCpp = sources.Any(source => source.EndsWith(".cc", StringComparison.Ordinal));
            CommandRun run = CommandRun.Of(
                isCpp ? "/usr/lib/llvm-19/bin/clang++" : "/usr/lib/llvm-19/bin/clang",
                [.. s_commonFlags, .. RuntimeFlags(sources, isCpp), .. flags, .. sources, "-o", module]);
            return run.ExitCode == 0
                ? File.ReadAllBytes(module)
                : throw new InvalidOperationException($"clang ended with status {run.ExitCode}:\n{run.Errors}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> RuntimeFlags(IReadOnlyList<string> sources, bool isCpp)
    {
        string runtime = Path.Combine(CaseFolder, "runtime");
        if (isCpp)
        {
            yield return "-fwasm-exceptions";
            yield return Path.Combine(runtime, "exceptions.cc");
        }

        if (sources.Any(static source => File.ReadAllText(source).Contains("<setjmp.h>", StringComparison.Ordinal)))
        {
            yield return "-I" + runtime;
            yield return "-mllvm";
            yield return "-wasm-enable-sjlj";
            // Also in C++ programs, so without a name that the linker would look for in another form.
            yield return "-xc";
            yield return Path.Combine(runtime, "jump.c");
            yield return "-xnone";
        }
    }
}
