using System;
using System.IO;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>What kind of program a file holds, told by its bytes for modules and by its name for text.</summary>
internal enum InputKind
{
    Python,
    WasmBinary,
    WasmText,
    Compiled,
}

/// <summary>A file given on the command line, read once.</summary>
internal sealed record InputFile(string Name, InputKind Kind, byte[] Bytes)
{
    /// <summary>The file name that means standard input, or standard output.</summary>
    public const string StandardStream = "-";

    /// <summary>Where it is, for files that are not read here.</summary>
    public string Path { get; private init; } = string.Empty;

    /// <summary>What a compiled module says about itself; null for other files.</summary>
    public SerializedModuleInfo? Compiled { get; private init; }

    // Every binary module begins with NUL "asm".
    private static ReadOnlySpan<byte> Magic => [0x00, 0x61, 0x73, 0x6D];

    /// <summary>Reads a file and tells its kind.</summary>
    /// <exception cref="CommandFailure">There is no such file, or its kind is not known.</exception>
    public static InputFile Read(FileInfo file)
    {
        if (!file.Exists)
            throw new CommandFailure(ExitCode.NoInput, $"there is no file '{file}'");
        if (SerializedModuleInfo.ReadFile(file.FullName) is { } compiled)
            return new InputFile(file.Name, InputKind.Compiled, []) { Path = file.FullName, Compiled = compiled };
        byte[] bytes = File.ReadAllBytes(file.FullName);
        InputKind kind = bytes.AsSpan().StartsWith(Magic) ? InputKind.WasmBinary : file.Extension switch
        {
            ".py" => InputKind.Python,
            ".wat" => InputKind.WasmText,
            ".wasm" => InputKind.WasmBinary,
            _ => throw new CommandFailure(ExitCode.InvalidInput, $"'{file.Name}' is not a .py, .wat, .wasm or .krait file"),
        };
        return new InputFile(file.Name, kind, bytes);
    }

    /// <summary>Reads a module, whatever its file is called; "-" is standard input.</summary>
    /// <exception cref="CommandFailure">There is no such file.</exception>
    public static InputFile ReadModule(string path, Stream standardInput)
    {
        byte[] bytes;
        if (path == StandardStream)
        {
            using var copy = new MemoryStream();
            standardInput.CopyTo(copy);
            bytes = copy.ToArray();
        }
        else
        {
            if (!File.Exists(path))
                throw new CommandFailure(ExitCode.NoInput, $"there is no file '{path}'");
            bytes = File.ReadAllBytes(path);
        }

        InputKind kind = bytes.AsSpan().StartsWith(Magic) || System.IO.Path.GetExtension(path) == ".wasm" ? InputKind.WasmBinary : InputKind.WasmText;
        return new InputFile(path == StandardStream ? "stdin" : System.IO.Path.GetFileName(path), kind, bytes);
    }

    /// <summary>The module of a .wasm or .wat file.</summary>
    /// <exception cref="CommandFailure">It is a compiled one.</exception>
    public Module DecodeModule() => Kind switch
    {
        InputKind.WasmText => TextParser.Parse((ReadOnlySpan<byte>)Bytes, Name),
        InputKind.Compiled => throw new CommandFailure(ExitCode.InvalidInput, $"'{Name}' is a compiled module, which 'krait run' and 'krait call' take; give the .wasm file here"),
        _ => ModuleDecoder.Decode(Bytes),
    };
}
