using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Krait.Wasm.Validation;

// What the rules look up while one module is validated: features, resolved types, declared references.
// Spec: valid/conventions, contexts.
internal sealed class ValidationContext
{
    private readonly HashSet<int> _declaredFunctions = [];

    public ValidationContext(Module module, WasmFeatures features)
    {
        Module = module;
        Features = features;
    }

    public Module Module { get; }

    public WasmFeatures Features { get; }

    // Type of every function, imports first. Filled once the type indices are known to be good.
    public FunctionType[] FunctionTypes { get; private set; } = [];

    // Globals that constant expressions may read so far.
    public int VisibleGlobals { get; set; }

    public void ResolveFunctionTypes()
    {
        var indices = Module.FunctionTypeIndices;
        var types = new FunctionType[indices.Length];
        for (var i = 0; i < types.Length; i++)
            types[i] = FunctionTypeAt(indices[i], byteOffset: -1);
        FunctionTypes = types;
    }

    public FunctionType FunctionTypeAt(int typeIndex, int byteOffset, int functionIndex = -1)
    {
        if ((uint)typeIndex < (uint)Module.Types.Length && Module.Types[typeIndex].Composite is FunctionType type)
            return type;
        throw new InvalidModuleException($"unknown type {(uint)typeIndex}", functionIndex, byteOffset);
    }

    public void Declare(int functionIndex) => _declaredFunctions.Add(functionIndex);

    public bool IsDeclared(int functionIndex) => _declaredFunctions.Contains(functionIndex);

    public void Require(WasmFeatures needed, int functionIndex = -1, int byteOffset = -1)
    {
        if ((needed & ~Features) != 0)
            ThrowMissing(needed & ~Features, functionIndex, byteOffset);
    }

    public void RequireType(ValueType type, int functionIndex = -1, int byteOffset = -1)
    {
        if (type.IsNumber)
            return;
        if (type.IsReference && type.HeapType.IsIndex && (uint)type.HeapType.Value >= (uint)Module.Types.Length)
            throw new InvalidModuleException($"unknown type {type.HeapType}", functionIndex, byteOffset);
        Require(FeatureOf(type), functionIndex, byteOffset);
    }

    [DoesNotReturn]
    public static void ThrowMissing(WasmFeatures missing, int functionIndex, int byteOffset) =>
        throw new InvalidModuleException($"{FeatureNames.OfFirst(missing)} is not supported yet", functionIndex, byteOffset)
        {
            MissingFeature = missing,
        };

    private static WasmFeatures FeatureOf(ValueType type)
    {
        if (type == ValueType.V128)
            return WasmFeatures.Simd;
        if (!type.IsReference)
            return WasmFeatures.None;
        var heapType = type.HeapType;
        if (heapType == HeapType.Func || heapType == HeapType.Extern)
            return type.IsNullable ? WasmFeatures.ReferenceTypes : WasmFeatures.FunctionReferences;
        if (heapType.IsIndex)
            return WasmFeatures.FunctionReferences;
        return heapType == HeapType.Exn || heapType == HeapType.NoExn
            ? WasmFeatures.ExceptionHandling
            : WasmFeatures.GarbageCollection;
    }
}
