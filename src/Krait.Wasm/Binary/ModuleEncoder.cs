using System;
using System.IO;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>Writes modules in the binary format.</summary>
/// <remarks>Spec: binary/modules.</remarks>
public static class ModuleEncoder
{
    /// <summary>The binary form of a module. The module need not be valid; numbers are written in their shortest form.</summary>
    /// <remarks>Cost: linear; code and data are copied twice. Into a stream they go without being held.</remarks>
    public static byte[] Encode(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        ByteWriter file = new();
        new SectionEncoder(module, file).Encode();
        return file.ToArray();
    }

    /// <summary>Writes the binary form of a module, as <see cref="Encode(Module)"/> gives it, to a stream.</summary>
    /// <param name="module">The module.</param>
    /// <param name="stream">Receives it, in pieces of 64 KiB and of the module's own large pieces; stays open.</param>
    /// <exception cref="IOException">The stream refuses it.</exception>
    public static void Encode(Module module, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(stream);
        ByteWriter file = new(stream);
        new SectionEncoder(module, file).Encode();
        file.Flush();
    }
}
