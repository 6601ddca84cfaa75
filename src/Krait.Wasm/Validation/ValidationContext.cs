using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading;

namespace Krait.Wasm.Validation;

// What the rules look up while one module is validated: features, resolved types, declared references.
// Spec: valid/conventions, contexts.
internal sealed class ValidationContext
{
    private readonly HashSet<int> _declaredFunctions = [];
    private string? _itemKind;
    private int _itemIndex;

    public ValidationContext(Module module, WasmFeatures features, ModuleLimits limits, CancellationToken cancellationToken)
    {
        Limits = limits;
        CancellationToken = cancellationToken;
        Module = module;
        Features = features;
    }

    public Module Module { get; }

    private string? Item => _itemKind is null ? null : string.Create(CultureInfo.InvariantCulture, $"{_itemKind} {_itemIndex}");

    public WasmFeatures Features { get; }

    public ModuleLimits Limits { get; }

    public CancellationToken CancellationToken { get; }

    // Type of every function, imports first. Filled once the type indices are known to be good.
    public FunctionType[] FunctionTypes { get; private set; } = [];

    // Globals that constant expressions may read so far.
    public int VisibleGlobals { get; set; }

    // Says which definition the rules look at, for messages. Costs two stores.
    public void Enter(string itemKind, int itemIndex)
    {
        _itemKind = itemKind;
        _itemIndex = itemIndex;
    }

    public void Leave() => _itemKind = null;

    public InvalidModuleException Error(string reason, int functionIndex = -1, int byteOffset = -1) =>
        Make(reason, functionIndex, byteOffset, null, null, WasmFeatures.None);

    public InvalidModuleException TypeError(string expected, string found, int functionIndex = -1, int byteOffset = -1) =>
        Make($"type mismatch: expected {expected}, found {found}", functionIndex, byteOffset, expected, found, WasmFeatures.None);

    public void ResolveFunctionTypes()
    {
        var indices = Module.FunctionTypeIndices;
        var types = new FunctionType[indices.Length];
        for (var i = 0; i < types.Length; i++)
        {
            Enter("function", i);
            types[i] = FunctionTypeAt(indices[i], byteOffset: -1);
        }

        Leave();
        FunctionTypes = types;
    }

    public FunctionType FunctionTypeAt(int typeIndex, int byteOffset, int functionIndex = -1)
    {
        if ((uint)typeIndex < (uint)Module.Types.Length && Module.Types[typeIndex].Composite is FunctionType type)
            return type;
        throw Error($"unknown type {(uint)typeIndex}", functionIndex, byteOffset);
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
            throw Error($"unknown type {type.HeapType}", functionIndex, byteOffset);
        Require(FeatureOf(type), functionIndex, byteOffset);
    }

    [DoesNotReturn]
    public void ThrowMissing(WasmFeatures missing, int functionIndex = -1, int byteOffset = -1) =>
        throw Make($"{FeatureNames.OfFirst(missing)} is not supported yet", functionIndex, byteOffset, null, null, missing);

    // Modules that were parsed from text have no offsets in a file; their code has lines instead.
    private InvalidModuleException Make(
        string reason, int functionIndex, int byteOffset, string? expected, string? found, WasmFeatures missing)
    {
        if (Module.Origin is { } origin && origin.TryLocate(functionIndex, byteOffset, out var place))
            return new InvalidModuleException(reason, functionIndex, byteOffset, place) { Expected = expected, Found = found, MissingFeature = missing };
        return new InvalidModuleException(reason, functionIndex, byteOffset, Item) { Expected = expected, Found = found, MissingFeature = missing };
    }

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
