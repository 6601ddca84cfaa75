using System;

namespace Krait.Wasm;

/// <summary>Reads modules in the binary format.</summary>
/// <remarks>Spec: binary/modules.</remarks>
public static class ModuleDecoder
{
    /// <summary>Decodes a module. Function bodies, segments and custom sections share memory with <paramref name="bytes"/>, which must not change afterwards.</summary>
    /// <exception cref="MalformedModuleException">The bytes are no module; offset and section say where.</exception>
    public static Module Decode(ReadOnlyMemory<byte> bytes) => throw new NotSupportedException("decoding is being written");
}
