using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V128 = System.Runtime.Intrinsics.Vector128<byte>;

namespace Krait.Runtime.Semantics;

// The caller checks the address and moves the bytes; bytes in memory are little-endian. Shapes:
//
//   loads            the loaded bits stand where the address was: an int for 1, 2 or 4 bytes, zero-extended, a long for 8
//   loads of a lane  likewise, then the vector, then the lane
//   stores of lanes  the vector, then the lane; the result's low bytes are stored
//
// v128.load and v128.store have no method: the sixteen bytes are the value.

/// <summary>What vector loads and stores make of the bytes in memory.</summary>
/// <remarks>Spec: exec/instructions, vector loads and stores.</remarks>
internal static class VectorMemory
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static V128 V128Load8x8S(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsSByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load8x8U(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsByte()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load16x4S(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load16x4U(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsUInt16()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load32x2S(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load32x2U(long bits) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bits).AsUInt32()).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load8Splat(int bits) => VectorsI8x16.I8x16Splat(bits);

    [MethodImpl(Inline)]
    public static V128 V128Load16Splat(int bits) => VectorsI16x8.I16x8Splat(bits);

    [MethodImpl(Inline)]
    public static V128 V128Load32Splat(int bits) => VectorsI32x4.I32x4Splat(bits);

    [MethodImpl(Inline)]
    public static V128 V128Load64Splat(long bits) => VectorsI64x2.I64x2Splat(bits);

    [MethodImpl(Inline)]
    public static V128 V128Load32Zero(int bits) => Vector128.CreateScalar(bits).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load64Zero(long bits) => Vector128.CreateScalar(bits).AsByte();

    [MethodImpl(Inline)]
    public static V128 V128Load8Lane(int bits, V128 a, int lane) => VectorsI8x16.I8x16ReplaceLane(a, bits, lane);

    [MethodImpl(Inline)]
    public static V128 V128Load16Lane(int bits, V128 a, int lane) => VectorsI16x8.I16x8ReplaceLane(a, bits, lane);

    [MethodImpl(Inline)]
    public static V128 V128Load32Lane(int bits, V128 a, int lane) => VectorsI32x4.I32x4ReplaceLane(a, bits, lane);

    [MethodImpl(Inline)]
    public static V128 V128Load64Lane(long bits, V128 a, int lane) => VectorsI64x2.I64x2ReplaceLane(a, bits, lane);

    [MethodImpl(Inline)]
    public static int V128Store8Lane(V128 a, int lane) => VectorsI8x16.I8x16ExtractLaneU(a, lane);

    [MethodImpl(Inline)]
    public static int V128Store16Lane(V128 a, int lane) => VectorsI16x8.I16x8ExtractLaneU(a, lane);

    [MethodImpl(Inline)]
    public static int V128Store32Lane(V128 a, int lane) => VectorsI32x4.I32x4ExtractLane(a, lane);

    [MethodImpl(Inline)]
    public static long V128Store64Lane(V128 a, int lane) => VectorsI64x2.I64x2ExtractLane(a, lane);
}
