using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Krait.Runtime.IlCompiler;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Semantics;

// Every plain instruction is compiled and compared with the method that says what it means, on corner cases and on random
// numbers. Instructions with a shortcut never call that method, so this is where the two meet. Those on vectors have no
// shortcuts and tests of their own.
public class ShortcutTests
{
    private static readonly Engine s_engine = TestEngine.New();

    public static IEnumerable<TheoryDataRow<WasmOp>> PlainInstructions() =>
        Enum.GetValues<WasmOp>()
            .Where(op => OpFacts.IsDefined(op) && (OpFacts.SinceOf(op) & ~WasmFeatures.Supported) == 0)
            .Where(op => OpFacts.AccessBytesOf(op) == 0 && OpFacts.SignatureOf(op) is { IsSpecial: false, HasResult: true, ParameterCount: > 0 })
            .Where(op => OpFacts.ImmediateOf(op) == Imm.None && OpFacts.SinceOf(op) != WasmFeatures.Simd)
            .Select(op => new TheoryDataRow<WasmOp>(op));

    [Theory]
    [MemberData(nameof(PlainInstructions))]
    public void CompiledCodeComputesWhatTheInstructionMeans(WasmOp op)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        ValueType[] parameters = Enumerable.Range(0, signature.ParameterCount).Select(i => signature.Parameter(i)).ToArray();
        WasmBuilder builder = new();
        builder.Function("f", parameters, [signature.Result()], [], code =>
        {
            for (int i = 0; i < parameters.Length; i++)
                code.LocalGet(i);
            code.Op(op);
        });
        using Instance instance = builder.Instantiate(s_engine);
        Function function = instance.GetFunction("f");
        MethodInfo meaning = SemanticMethods.Find(op.ToString());
        Random random = new(7);
        foreach (Value[] arguments in Cases(parameters, random))
        {
            string expected = Outcome(() => meaning.Invoke(null, arguments.Select(Boxed).ToArray())!);
            Assert.Equal(expected, Outcome(() => Boxed(function.Invoke(arguments)[0])));
        }
    }

    private static IEnumerable<Value[]> Cases(ValueType[] parameters, Random random)
    {
        Value[][] corners = parameters.Select(Corners).ToArray();
        foreach (Value first in corners[0])
        {
            if (parameters.Length == 1)
                yield return [first];
            else
                foreach (Value second in corners[1])
                    yield return [first, second];
        }

        for (int i = 0; i < 50; i++)
            yield return parameters.Select(type => Value.FromBits(type, random.NextInt64(long.MinValue, long.MaxValue))).ToArray();
    }

    private static Value[] Corners(ValueType type)
    {
        if (type == I32)
            return [0, 1, -1, 31, 32, 33, 255, -128, 65535, int.MaxValue, int.MinValue];
        if (type == I64)
            return [0L, 1L, -1L, 63L, 64L, 65L, 255L, -128L, (long)int.MaxValue, 1L + int.MaxValue, long.MaxValue, long.MinValue];
        if (type == F32)
        {
            return
            [
                0f, -0f, 1f, -1f, 0.5f, -0.5f, 1.5f, 2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue,
                float.Epsilon, 2147483648f, -2147483648f, 4294967296f, 9223372036854775808f, 18446744073709551616f,
            ];
        }

        return
        [
            0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue,
            double.Epsilon, 2147483647.5, 2147483648.0, -2147483648.5, -2147483649.0, 4294967295.5, 9223372036854775808.0, 18446744073709551616.0,
        ];
    }

    private static object Boxed(Value value)
    {
        if (value.Type == I32)
            return value.AsInt32();
        if (value.Type == I64)
            return value.AsInt64();
        if (value.Type == F32)
            return value.AsSingle();
        return value.AsDouble();
    }

    // Bits for numbers, so that zeros of both signs differ; any NaN is as good as another.
    private static string Outcome(Func<object> compute)
    {
        try
        {
            return compute() switch
            {
                float.NaN or double.NaN => "NaN",
                float number => $"f32 {BitConverter.SingleToInt32Bits(number):x}",
                double number => $"f64 {BitConverter.DoubleToInt64Bits(number):x}",
                object number => $"{number}",
            };
        }
        catch (TargetInvocationException error) when (error.InnerException is TrapException trap)
        {
            return trap.Message;
        }
        catch (TrapException trap)
        {
            return trap.Message;
        }
    }
}
