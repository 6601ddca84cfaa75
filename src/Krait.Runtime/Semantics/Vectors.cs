using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

/// <summary>What the instructions named <c>v128</c> compute, and the rearrangements of bytes.</summary>
/// <remarks>Spec: exec/numerics, vector operations.</remarks>
internal static class Vectors
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 V128Not(V128 a) => ~a;

    [MethodImpl(Inline)]
    public static V128 V128And(V128 a, V128 b) => a & b;

    [MethodImpl(Inline)]
    public static V128 V128Andnot(V128 a, V128 b) => Vector128.AndNot(a, b);

    [MethodImpl(Inline)]
    public static V128 V128Or(V128 a, V128 b) => a | b;

    [MethodImpl(Inline)]
    public static V128 V128Xor(V128 a, V128 b) => a ^ b;

    [MethodImpl(Inline)]
    public static V128 V128Bitselect(V128 a, V128 b, V128 mask) => Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(Inline)]
    public static int V128AnyTrue(V128 a) => a == V128.Zero ? 0 : 1;

    // An index above 15 gives a zero.
    [MethodImpl(Inline)]
    public static V128 I8x16Swizzle(V128 a, V128 indices) => Vector128.Shuffle(a, indices);

    // Lanes 0 to 15 are those of the first operand, 16 to 31 those of the second; the other one gives a zero each time.
    [MethodImpl(Inline)]
    public static V128 I8x16Shuffle(V128 a, V128 b, V128 lanes) =>
        Vector128.Shuffle(a, lanes) | Vector128.Shuffle(b, lanes - Vector128.Create((byte)16));
}
