using System;
using System.IO;
using System.Text;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>What kind of program a file holds, told by its bytes for modules and by its name for text.</summary>
internal enum InputKind
{
    Python,
    WasmBinary,
    WasmText,
}

/// <summary>A file given on the command line, read once.</summary>
internal sealed record InputFile(string Name, InputKind Kind, byte[] Bytes)
{
    // Every binary module begins with NUL "asm".
    private static ReadOnlySpan<byte> Magic => [0x00, 0x61, 0x73, 0x6D];

    /// <summary>Reads a file and tells its kind.</summary>
    /// <exception cref="CommandFailure">There is no such file, or its kind is not known.</exception>
    public static InputFile Read(FileInfo file)
    {
        if (!file.Exists)
            throw new CommandFailure(ExitCode.NoInput, $"there is no file '{file}'");
        byte[] bytes = File.ReadAllBytes(file.FullName);
        InputKind kind = bytes.AsSpan().StartsWith(Magic) ? InputKind.WasmBinary : file.Extension switch
        {
            ".py" => InputKind.Python,
            ".wat" => InputKind.WasmText,
            ".wasm" => InputKind.WasmBinary,
            _ => throw new CommandFailure(ExitCode.InvalidInput, $"'{file.Name}' is not a .py, .wat or .wasm file"),
        };
        return new InputFile(file.Name, kind, bytes);
    }

    /// <summary>The module of a .wasm or .wat file.</summary>
    public Module DecodeModule() =>
        Kind == InputKind.WasmText ? TextParser.Parse(Encoding.UTF8.GetString(Bytes), Name) : ModuleDecoder.Decode(Bytes);
}
