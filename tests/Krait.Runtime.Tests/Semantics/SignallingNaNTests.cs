using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Semantics;

// Arithmetic makes a signalling NaN quiet, also where the other operand is a constant that a compiler likes to simplify away.
public sealed class SignallingNaNTests
{
    private const uint SignallingF32 = 0x7FA0_0000;
    private const ulong SignallingF64 = 0x7FF4_0000_0000_0000;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly string[] s_constants = ["0", "-0", "1", "-1", "2", "-2", "0.5", "inf", "0x1p-149", "nan"];
    private static readonly (string Code, string Name)[] s_orders = [("{0} {1}", "nan_first"), ("{1} {0}", "nan_second")];

    public static TheoryData<string> Operations() => ["add", "sub", "mul", "div", "min", "max"];

    [Theory]
    [MemberData(nameof(Operations))]
    public void ArithmeticWithAConstantGivesAQuietNaN(string operation)
    {
        foreach ((string type, string shape, int lanes) in (ReadOnlySpan<(string, string, int)>)[("f32", "f32x4", 4), ("f64", "f64x2", 2)])
        {
            foreach (string constant in s_constants)
            {
                string lane = string.Join(' ', Enumerable.Repeat(constant, lanes));
                foreach ((string order, string name) in s_orders)
                {
                    string place = $"{type}.{operation} {constant} {name}";
                    Assert.True(IsQuiet(Run(type, $"{type}.{operation}", string.Format(null, order, "(local.get 0)", $"({type}.const {constant})"))), place);
                    Assert.True(IsQuiet(Run("v128", $"{shape}.{operation}", string.Format(null, order, "(local.get 0)", $"(v128.const {shape} {lane})"), type)), $"{shape} {place}");
                }
            }
        }
    }

    private static Value Run(string type, string op, string operands, string? laneType = null)
    {
        Module module = TextParser.Parse($"(func (export \"f\") (param {type}) (result {type}) ({op} {operands}))");
        using Instance instance = new Linker(s_engine).Instantiate(s_engine.Compile(module));
        Value argument = type switch
        {
            "f32" => Value.FromBits(ValueType.F32, SignallingF32),
            "f64" => Value.FromBits(ValueType.F64, (long)SignallingF64),
            _ when laneType == "f32" => Value.FromV128(Vector128.Create(SignallingF32).AsByte()),
            _ => Value.FromV128(Vector128.Create(SignallingF64).AsByte()),
        };
        Value result = instance.GetFunction("f").Invoke(argument)[0];
        return laneType == "f32" ? Value.FromBits(ValueType.F32, result.HighBits) : laneType == "f64" ? Value.FromBits(ValueType.F64, result.HighBits) : result;
    }

    private static bool IsQuiet(Value value) => value.Type == ValueType.F32
        ? (value.Bits & 0x7FC0_0000) == 0x7FC0_0000
        : (value.Bits & 0x7FF8_0000_0000_0000) == 0x7FF8_0000_0000_0000;
}
