using System.Collections.Immutable;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Suite;

/// <summary>The host module that the official suite's scripts import from.</summary>
internal static class SpecTest
{
    public const string Name = "spectest";

    public static void Define(Linker linker)
    {
        Print(linker, "print");
        Print(linker, "print_i32", ValueType.I32);
        Print(linker, "print_i64", ValueType.I64);
        Print(linker, "print_f32", ValueType.F32);
        Print(linker, "print_f64", ValueType.F64);
        Print(linker, "print_i32_f32", ValueType.I32, ValueType.F32);
        Print(linker, "print_f64_f64", ValueType.F64, ValueType.F64);
        Constant(linker, "global_i32", 666);
        Constant(linker, "global_i64", 666L);
        Constant(linker, "global_f32", 666.6f);
        Constant(linker, "global_f64", 666.6);
        linker.DefineTable(Name, "table", new Table(new TableType(ValueType.FuncRef, new SizeLimits(10, 20))));
        linker.DefineMemory(Name, "memory", new Memory(1, 2));
    }

    private static void Print(Linker linker, string name, params ImmutableArray<ValueType> parameters) =>
        linker.DefineFunction(Name, name, new FunctionType(parameters, []), (_, _, _) => { });

    private static void Constant(Linker linker, string name, Value value) =>
        linker.DefineGlobal(Name, name, new Global(new GlobalType(value.Type, Mutability.Constant), value));
}
