using System;

namespace Krait.Wasm;

// One row of the instruction table. Read by tools/OpGen, which writes OpFacts.g.cs; nothing reflects at run time.
[AttributeUsage(AttributeTargets.Field)]
internal sealed class OpAttribute(string text, string signature, Imm immediate = Imm.None) : Attribute
{
    /// <summary>The signature of an instruction whose effect depends on context and has hand-written rules.</summary>
    public const string Special = "special";

    /// <summary>The instruction's keyword in the text format.</summary>
    public string Text { get; } = text;

    /// <summary>Operand types, an arrow, result types; <c>addr</c> is the address type of the memory. Or <see cref="Special"/>.</summary>
    public string Signature { get; } = signature;

    /// <summary>What follows the code in the binary format.</summary>
    public Imm Immediate { get; } = immediate;

    /// <summary>Bytes of memory touched; 0 for instructions without a memory argument.</summary>
    public int AccessBytes { get; set; }

    /// <summary>The feature that brought the instruction; none for WebAssembly 1.0.</summary>
    public WasmFeatures Since { get; set; }

    /// <summary>Whether executing it can trap.</summary>
    public bool Traps { get; set; }
}
