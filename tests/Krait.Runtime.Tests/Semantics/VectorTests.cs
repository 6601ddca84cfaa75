using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Text;
using Krait.Runtime.IlCompiler;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Semantics;

// Every vector instruction that touches no memory, as a method and as compiled code, against arithmetic on single lanes:
// lanes at the edges of each width, shift counts around it, and random bits.
public sealed class VectorTests
{
    private const int CaseCount = 300;

    private static readonly Engine s_engine = TestEngine.New();

    private static readonly ulong[] s_edges =
    [
        0, 1, 2, 0x7F, 0x80, 0x81, 0xFF, 0x7FFF, 0x8000, 0x8001, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFF,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0x8000_0000_0000_0001, ulong.MaxValue, 0x5555_5555_5555_5555, 0x4000, 0xC000,
    ];

    // The last two are signalling NaNs.
    private static readonly uint[] s_floats =
    [
        .. new[]
        {
            0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 0.4999999f, float.MaxValue, float.MinValue, float.Epsilon, 1e-39f, 8388607.5f,
            float.PositiveInfinity, float.NegativeInfinity, float.NaN, 2147483648f, 2147483520f, -2147483648f, -2147483904f, 4294967296f,
        }.Select(BitConverter.SingleToUInt32Bits),
        0x7FA0_0000,
        0xFF80_0001,
    ];

    private static readonly ulong[] s_doubles =
    [
        .. new[]
        {
            0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, double.MaxValue, double.MinValue, double.Epsilon, 1e-310, 1e300,
            double.PositiveInfinity, double.NegativeInfinity, double.NaN, 2147483647.0, 2147483647.9, 2147483648.0, -2147483648.9, -2147483649.0,
            4294967295.0, 4294967295.9, 4294967296.0, -0.9, 3.4028235677973366e38, 1.401298464324817e-45, 7.006492321624085e-46,
        }.Select(BitConverter.DoubleToUInt64Bits),
        0x7FF4_0000_0000_0000,
        0xFFF0_0000_0000_0001,
    ];

    private static readonly long[] s_counts = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, -1, int.MinValue, int.MaxValue];

    public static IEnumerable<TheoryDataRow<WasmOp>> Instructions() =>
        OpFacts.All.ToArray()
            .Where(op => OpFacts.SinceOf(op) == WasmFeatures.Simd && OpFacts.AccessBytesOf(op) == 0 && op != WasmOp.V128Const)
            .Select(op => new TheoryDataRow<WasmOp>(op));

    [Theory]
    [MemberData(nameof(Instructions))]
    public void ComputesWhatSingleLanesSay(WasmOp op)
    {
        VectorOracle oracle = new(op);
        MethodInfo meaning = SemanticMethods.Find(op.ToString());
        Random random = new(11);
        Vector128<byte>[] shuffles = Enumerable.Range(0, 8).Select(_ => Vector128.Create(RandomBytes(random)) & Vector128.Create((byte)31)).ToArray();
        int variants = VariantsOf(op, shuffles.Length);
        using Instance instance = Compile(op, variants, shuffles);
        Function[] functions = Enumerable.Range(0, variants).Select(i => instance.GetFunction("f" + i)).ToArray();
        for (int i = 0; i < CaseCount; i++)
        {
            int variant = i % variants;
            Vector128<byte>[] vectors = [NextVector(random), NextVector(random), op == WasmOp.I8x16Shuffle ? shuffles[variant] : NextVector(random)];
            Value[] arguments = Arguments(op, vectors, random, out long number);
            object[] boxed = [.. arguments.Select(Boxed), .. Immediates(op, vectors[2], variant)];

            Vector128<byte> expected = Comparable(oracle, oracle.Compute(vectors[0], vectors[1], vectors[2], number, variant));
            string operands = string.Join(", ", boxed);
            Assert.True(expected == Comparable(oracle, Result(ToValue(meaning.Invoke(null, boxed)!))), $"method, {operands}");
            Assert.True(expected == Comparable(oracle, Result(functions[variant].Invoke(arguments)[0])), $"compiled code, {operands}");
        }
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void MethodsHaveTheSignatureOfTheTable(WasmOp op)
    {
        MethodInfo meaning = SemanticMethods.Find(op.ToString());
        PlainSignature signature = OpFacts.SignatureOf(op);
        Type[] operands = Enumerable.Range(0, signature.ParameterCount).Select(i => StackKinds.ClrType(StackKinds.Of(signature.Parameter(i)))).ToArray();
        Type[] immediates = OpFacts.ImmediateOf(op) switch
        {
            Imm.Lane => [typeof(int)],
            Imm.Lanes16 => [typeof(Vector128<byte>)],
            _ => [],
        };
        Assert.Equal([.. operands, .. immediates], meaning.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(StackKinds.ClrType(StackKinds.Of(signature.Result())), meaning.ReturnType);
    }

    private static int VariantsOf(WasmOp op, int shuffleCount)
    {
        if (OpFacts.ImmediateOf(op) == Imm.Lane)
            return 128 / new VectorOracle(op).WidthBits;
        return OpFacts.ImmediateOf(op) == Imm.Lanes16 ? shuffleCount : 1;
    }

    private static Instance Compile(WasmOp op, int variants, Vector128<byte>[] shuffles)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        StringBuilder text = new();
        for (int variant = 0; variant < variants; variant++)
        {
            string immediate = OpFacts.ImmediateOf(op) switch
            {
                Imm.Lane => $" {variant}",
                Imm.Lanes16 => string.Concat(Lanes.Unsigned(shuffles[variant], 8).Select(lane => $" {lane}")),
                _ => "",
            };
            string[] types = Enumerable.Range(0, signature.ParameterCount).Select(i => signature.Parameter(i).ToString()).ToArray();
            string operands = string.Concat(types.Select((_, i) => $" (local.get {i})"));
            text.Append($"(func (export \"f{variant}\") (param {string.Join(' ', types)}) (result {signature.Result()}) ({OpFacts.TextOf(op)}{immediate}{operands}))");
        }

        return new Linker(s_engine).Instantiate(s_engine.Compile(TextParser.Parse(text.ToString())));
    }

    private static Value[] Arguments(WasmOp op, Vector128<byte>[] vectors, Random random, out long number)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        Value[] arguments = new Value[signature.ParameterCount];
        number = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            ValueType type = signature.Parameter(i);
            if (type == ValueType.V128)
            {
                arguments[i] = Value.FromV128(vectors[i]);
                continue;
            }

            arguments[i] = Value.FromBits(type, NextNumber(type, random));
            number = arguments[i].Bits;
        }

        return arguments;
    }

    private static object[] Immediates(WasmOp op, Vector128<byte> lanes, int variant) => OpFacts.ImmediateOf(op) switch
    {
        Imm.Lane => [variant],
        Imm.Lanes16 => [lanes],
        _ => [],
    };

    private static long NextNumber(ValueType type, Random random)
    {
        if (type == ValueType.F32)
            return s_floats[random.Next(s_floats.Length)];
        if (type == ValueType.F64)
            return (long)s_doubles[random.Next(s_doubles.Length)];
        return random.Next(2) == 0 ? s_counts[random.Next(s_counts.Length)] : random.NextInt64(long.MinValue, long.MaxValue);
    }

    private static Vector128<byte> NextVector(Random random)
    {
        int kind = random.Next(7);
        if (kind == 0)
            return Vector128.Create(RandomBytes(random));
        if (kind == 1)
            return Vector128.Create(RandomBytes(random)) & Vector128.Create((byte)31);
        if (kind == 2)
            return Fill(32, () => s_floats[random.Next(s_floats.Length)]);
        if (kind == 3)
            return Fill(64, () => s_doubles[random.Next(s_doubles.Length)]);
        return Fill(8 << random.Next(4), () => s_edges[random.Next(s_edges.Length)]);
    }

    private static Vector128<byte> Fill(int widthBits, Func<ulong> next) =>
        Lanes.Pack(Enumerable.Range(0, 128 / widthBits).Select(_ => (Int128)next()).ToArray(), widthBits);

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Vector128<byte> Comparable(VectorOracle oracle, Vector128<byte> result) =>
        oracle.IsFloat ? Lanes.Canonical(result, oracle.WidthBits) : result;

    private static Vector128<byte> Result(Value value) => value.Type == ValueType.V128 ? value.AsV128() : Vector128.CreateScalar(value.Bits).AsByte();

    private static object Boxed(Value value)
    {
        if (value.Type == ValueType.V128)
            return value.AsV128();
        if (value.Type == ValueType.I32)
            return value.AsInt32();
        if (value.Type == ValueType.I64)
            return value.AsInt64();
        if (value.Type == ValueType.F32)
            return value.AsSingle();
        return value.AsDouble();
    }

    private static Value ToValue(object result) => result switch
    {
        Vector128<byte> vector => Value.FromV128(vector),
        int number => number,
        long number => number,
        float number => number,
        _ => (double)result,
    };
}
