using System;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>Writes modules in the binary format.</summary>
/// <remarks>Spec: binary/modules.</remarks>
public static class ModuleEncoder
{
    /// <summary>The binary form of a module. The module need not be valid; numbers are written in their shortest form.</summary>
    /// <remarks>Cost: linear; code and data are copied twice.</remarks>
    public static byte[] Encode(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new SectionEncoder(module).Encode();
    }
}
