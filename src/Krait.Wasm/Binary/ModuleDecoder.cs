using System;
using System.Threading;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>Reads modules in the binary format.</summary>
/// <remarks>Spec: binary/modules.</remarks>
public static class ModuleDecoder
{
    /// <summary>Decodes a module. Function bodies, segments and custom sections share memory with <paramref name="bytes"/>, which must not change afterwards.</summary>
    /// <exception cref="MalformedModuleException">The bytes are no module, or pass one of <see cref="ModuleLimits"/>; offset and section say where.</exception>
    /// <remarks>
    /// Cost: linear in the number of items; code and data are not copied, and code is not looked into, so illegal instructions
    /// are found by the validator. No count in the input reserves more memory than a fixed multiple of the bytes present.
    /// </remarks>
    public static Module Decode(ReadOnlyMemory<byte> bytes) => Decode(bytes, ModuleLimits.Default, CancellationToken.None);

    /// <summary>Decodes a module that keeps to limits.</summary>
    /// <param name="bytes">The binary format; shared with the module as above.</param>
    /// <param name="limits">The largest shapes that are taken.</param>
    /// <param name="cancellationToken">Looked at between sections and every few thousand items.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module, or pass a limit; offset and section say where.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Module Decode(ReadOnlyMemory<byte> bytes, ModuleLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ByteReader reader = new(bytes.Span, baseOffset: 0);
        ReadPreamble(ref reader, limits.MaximumModuleBytes);
        SectionDecoder sections = new(bytes, limits, cancellationToken);
        while (!reader.AtEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sections.DecodeSection(ref reader);
        }

        return sections.ToModule(bytes.Length);
    }

    internal static void ReadPreamble(ref ByteReader reader, int limitBytes)
    {
        if (reader.Length > limitBytes)
            reader.Throw($"too many bytes: {reader.Length}, the limit is {limitBytes}");
        var magic = reader.ReadBytes(4);
        if (!magic.SequenceEqual("\0asm"u8))
        {
            reader.Position = 0;
            reader.Throw("magic header not detected");
        }

        var version = reader.ReadBytes(4);
        if (!version.SequenceEqual("\x01\0\0\0"u8))
        {
            reader.Position = 4;
            reader.Throw("unknown binary version");
        }
    }
}
