using System;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Wasm;

/// <summary>
/// Facts about instructions, looked up from flat arrays that tools/OpGen writes from the rows of <see cref="WasmOp"/>.
/// Every lookup is a few machine instructions and allocates nothing.
/// </summary>
public static partial class OpFacts
{
    // The dense index of a code: single bytes first, then one range per prefix.
    private const int GcBase = 256;
    private const int MiscBase = GcBase + 64;
    private const int VectorBase = MiscBase + 64;
    private const int AtomicBase = VectorBase + 512;
    internal const int DenseLength = AtomicBase + 128;
    private const byte NoImmediate = 0xFF;

    /// <summary>All instructions in encoding order.</summary>
    public static ReadOnlySpan<WasmOp> All => s_all;

    /// <summary>Whether the number is the code of an instruction.</summary>
    public static bool IsDefined(WasmOp op)
    {
        var dense = DenseIndex(op);
        return 0 <= dense && Immediates[dense] != NoImmediate;
    }

    /// <summary>The keyword of the text format. <c>select</c>, <c>ref.test</c> and <c>ref.cast</c> have two codes each.</summary>
    public static string TextOf(WasmOp op) => s_texts[DenseIndex(op)];

    /// <summary>What follows the code in the binary format.</summary>
    public static Imm ImmediateOf(WasmOp op) => (Imm)Immediates[DenseIndex(op)];

    /// <summary>Operand and result types of a plain instruction; <see cref="PlainSignature.IsSpecial"/> for the others.</summary>
    public static PlainSignature SignatureOf(WasmOp op) => new(Signatures[DenseIndex(op)]);

    /// <summary>Bytes of memory a load, store or atomic instruction touches; 0 for others.</summary>
    public static int AccessBytesOf(WasmOp op) => AccessBytes[DenseIndex(op)];

    /// <summary>The feature that brought the instruction; none for WebAssembly 1.0.</summary>
    public static WasmFeatures SinceOf(WasmOp op) => (WasmFeatures)Since[DenseIndex(op)];

    /// <summary>Whether executing the instruction can trap.</summary>
    public static bool CanTrap(WasmOp op) => Traps[DenseIndex(op)] != 0;

    /// <summary>Finds an instruction by its keyword; of two with the same keyword, the one with the lower code.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out WasmOp op) => OpTexts.Index.TryGetValue(text, out op);

    // -1 for numbers outside every range; holes inside a range have NoImmediate.
    internal static int DenseIndex(WasmOp op)
    {
        var code = (uint)op;
        if (code < 256)
            return (int)code;
        var sub = code & 0xFFFF;
        return (code >> 16) switch
        {
            0xFB when sub < 64 => GcBase + (int)sub,
            0xFC when sub < 64 => MiscBase + (int)sub,
            0xFD when sub < 512 => VectorBase + (int)sub,
            0xFE when sub < 128 => AtomicBase + (int)sub,
            _ => -1,
        };
    }

    // The immediate kind by dense index, or NoImmediate where no instruction has the code.
    internal static byte RawImmediate(int dense) => Immediates[dense];
}
