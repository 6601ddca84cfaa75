using System;
using System.IO;
using System.Linq;
using Krait.Runtime;
using Krait.Testing;
using Krait.Testing.Programs;

namespace Krait.Wasi.Tests.Cases;

/// <summary>The C program of tests/cases/wasi, compiled once, and its cases.</summary>
internal static class CaseProgram
{
    public static string Folder => RepositoryRoot.File("tests", "cases", "wasi");

    private static readonly Lazy<byte[]> s_bytes = new(static () => ClangToolchain.Compile(
        [.. Directory.GetFiles(Folder, "*.c").Order(StringComparer.Ordinal)], "-I" + Folder, "-Wno-nonnull"));

    private static readonly Lazy<CompiledModule> s_module = new(static () => GuestRun.Compile(s_bytes.Value));

    public static byte[] Bytes => s_bytes.Value;

    /// <summary>Names of all cases, read from the sources, so that they are known where no compiler is.</summary>
    public static string[] Names { get; } =
    [
        .. from file in Directory.GetFiles(Folder, "*.c").Order(StringComparer.Ordinal)
           from line in File.ReadLines(file)
           where line.StartsWith("CASE(", StringComparison.Ordinal)
           select line[5..line.IndexOf(')', StringComparison.Ordinal)],
    ];

    /// <summary>Runs a case in a file system that holds the seed.</summary>
    public static GuestRun Run(string name, IFileSystem fileSystem)
    {
        using var input = new MemoryStream("hello\nworld\n"u8.ToArray());
        return GuestRun.Of(s_module.Value, WasiOptions.Default with
        {
            Arguments = ["cases", name, "third argument"],
            Environment = ["LANG=C", "EMPTY="],
            Mounts = [new WasiMount(".", fileSystem)],
            Input = input,
        });
    }
}
