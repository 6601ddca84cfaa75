using System;
using System.Collections.Frozen;
using System.Linq;
using System.Reflection;
using Krait.Runtime.Semantics;

namespace Krait.Runtime.IlCompiler;

/// <summary>Finds the method that says what an instruction computes, by the instruction's name in WasmOp.</summary>
internal static class SemanticMethods
{
    private static readonly FrozenDictionary<string, MethodInfo> s_methods =
        new[]
        {
            typeof(Integers), typeof(Floats), typeof(Conversions),
            typeof(Vectors), typeof(VectorMemory), typeof(VectorsI8x16), typeof(VectorsI16x8), typeof(VectorsI32x4), typeof(VectorsI64x2),
            typeof(VectorsF32x4), typeof(VectorsF64x2),
        }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);

    public static MethodInfo Find(string name) => s_methods[name];
}
