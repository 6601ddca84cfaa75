using System.Collections.Generic;

namespace Krait.Python.Ir;

/// <summary>The whole program in IR: what the passes change and the emitter reads.</summary>
internal sealed class IrModule
{
    /// <summary>Imports and functions with bodies, in the order in which they were found to be needed.</summary>
    public List<IrFunction> Functions { get; } = [];

    public List<IrGlobal> Globals { get; } = [];

    public List<IrData> Data { get; } = [];

    /// <summary>The code uses linear memory.</summary>
    public bool UsesMemory { get; set; }
}
