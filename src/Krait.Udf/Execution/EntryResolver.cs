using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Krait.Udf.Marshalling;
using Krait.Udf.Registry;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Execution;

/// <summary>Finds the function that a call runs and fits the declared types to its WebAssembly type.</summary>
internal static class EntryResolver
{
    private static readonly ImmutableArray<string> s_usualNames = ["udf_main", "filter", "score"];

    // Exports that serve the host or a language's runtime and are no UDF.
    private static readonly ImmutableArray<string> s_serviceNames =
    [
        ModuleProgram.AllocateExport, ModuleProgram.ResetExport, ModuleProgram.InitializeExport, "krait_init", "_start", "__wasm_call_ctors",
        "malloc", "free", "alloc", "dealloc",
    ];

    // A declared result, the WebAssembly result it may come as, and how that is read.
    private static readonly ImmutableArray<(UdfTypeKind Declared, ValueType Found, UdfType ReadAs)> s_results =
    [
        (UdfTypeKind.Any, ValueType.I32, new(UdfTypeKind.Boolean)),
        (UdfTypeKind.Any, ValueType.I64, new(UdfTypeKind.Int64)),
        (UdfTypeKind.Any, ValueType.F64, new(UdfTypeKind.Float64)),
        (UdfTypeKind.Any, ValueType.F32, new(UdfTypeKind.Float32)),
        (UdfTypeKind.Int64, ValueType.I32, new(UdfTypeKind.Int32)),
        (UdfTypeKind.Float64, ValueType.F32, new(UdfTypeKind.Float32)),
    ];

    /// <summary>The name of the entry function of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="asked">The name that the registration asks for, or null.</param>
    /// <param name="udfName">The UDF's name, tried last.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidWasm"/>: no such function, or the choice is not clear.</exception>
    public static string FindName(Module module, string? asked, string? udfName)
    {
        string[] functions = [.. module.Exports.Where(e => e.Kind == ExternalKind.Function).Select(e => e.Name)];
        if (asked is not null)
            return functions.Contains(asked) ? asked : throw Refuse($"the module exports no function '{asked}'; it exports {List(functions)}");

        foreach (string usual in s_usualNames)
        {
            if (functions.Contains(usual))
                return usual;
        }

        string[] candidates = [.. functions.Where(f => !s_serviceNames.Contains(f))];
        if (candidates.Length == 1)
            return candidates[0];

        if (udfName is not null && candidates.Contains(udfName))
            return udfName;

        throw Refuse($"which function is the UDF is not clear: the module exports {List(functions)}; name one with function_name or call it udf_main");
    }

    /// <summary>Fits the metadata's types to the export's.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidWasm"/>, or a type that cannot cross.</exception>
    public static EntryPoint Resolve(Module module, string functionName, JsonElement metadata)
    {
        if (module.FindExport(functionName) is not { Kind: ExternalKind.Function } export)
            throw Refuse($"the module exports no function '{functionName}'");

        FunctionType type = module.FunctionTypeOf(export.Index);
        ImmutableArray<EntryParameter> declared = Declared(metadata);
        TypeMarshal result = ResultOf(type, metadata, functionName);

        // A function that takes nothing but the context asks for its values through host calls.
        if (type.Parameters.IsEmpty || (type.Parameters.Length == 1 && type.Parameters[0] == ValueType.I64 && !Fits(type.Parameters, declared)))
            return new EntryPoint(functionName, !type.Parameters.IsEmpty, [], declared, result);

        if (Fits(type.Parameters, declared))
            return new EntryPoint(functionName, TakesContext: false, declared, declared, result);

        if (type.Parameters[0] == ValueType.I64 && Fits(type.Parameters[1..], declared))
            return new EntryPoint(functionName, TakesContext: true, declared, declared, result);

        string wanted = string.Join(", ", declared.Select(p => $"{p.Name}: {p.Type}"));
        throw Refuse($"'{functionName}' has type {type}, which does not take the parameters ({wanted}); declare parameters that fit, or take none and use host calls");
    }

    /// <summary>The parameters that checked metadata declares.</summary>
    public static ImmutableArray<EntryParameter> Declared(JsonElement metadata) => [.. MetadataJson.Items(metadata, "parameters").Select(Parameter)];

    private static EntryParameter Parameter(JsonElement json)
    {
        string name = MetadataJson.TextOrNull(json, "name")!;
        UdfType type = MetadataJson.TypeOf(json);
        string path = MetadataJson.TextOrNull(json, "path") ?? name;
        JsonElement value = DefaultOf(json, type, name);

        bool isRequired = json.TryGetProperty("required", out JsonElement required)
            ? required.ValueKind == JsonValueKind.True
            : value.ValueKind == JsonValueKind.Undefined;
        return new EntryParameter(name, type, FieldPath.Parse(path), isRequired, value);
    }

    // A default of None means nothing where None is no value.
    private static JsonElement DefaultOf(JsonElement json, UdfType type, string name)
    {
        if (!json.TryGetProperty("default", out JsonElement value)
            || (value.ValueKind == JsonValueKind.Null && type.Kind is not (UdfTypeKind.Optional or UdfTypeKind.None or UdfTypeKind.Any)))
            return default;

        return TypeCheck.Fits(value, type) ? value : throw new UdfException(
            UdfErrorCode.InvalidParameters, $"parameter '{name}': its default {value.GetRawText()} is {JsonScalars.Describe(value)}, and its type is {type}")
        {
            Scope = UdfErrorScope.Request,
        };
    }

    private static bool Fits(ImmutableArray<ValueType> found, ImmutableArray<EntryParameter> declared)
    {
        int index = 0;
        foreach (EntryParameter parameter in declared)
        {
            if (parameter.MarshalOrNull is not { } marshal)
                return false;

            foreach (ValueType type in marshal.Flat)
            {
                if (found.Length <= index || found[index++] != type)
                    return false;
            }
        }

        return index == found.Length;
    }

    private static TypeMarshal ResultOf(FunctionType type, JsonElement metadata, string functionName)
    {
        UdfType[] declared = [.. MetadataJson.Items(metadata, "returns").Select(r => MetadataJson.TypeOf(r))];
        if (1 < declared.Length)
            throw Refuse($"returns has {declared.Length} results; a UDF gives one, which may be a list");

        if (declared.Length == 0 && type.Results.IsEmpty)
            return Marshals.Of(new UdfType(UdfTypeKind.None));

        UdfType result = declared.Length == 0 ? new UdfType(UdfTypeKind.Any) : declared[0];
        foreach ((UdfTypeKind kind, ValueType found, UdfType readAs) in s_results)
        {
            if (kind == result.Kind && type.Results.Length == 1 && type.Results[0] == found)
                return Marshals.Of(readAs);
        }

        if (result.Kind == UdfTypeKind.Any)
            throw Refuse($"'{functionName}' has type {type}; say what it gives with returns, such as [{{\"type\": \"string\"}}]");

        TypeMarshal marshal = Marshals.Of(result);
        return marshal.Flat.SequenceEqual(type.Results)
            ? marshal
            : throw Refuse($"'{functionName}' has type {type}, which does not give a result of type {result}");
    }

    private static string List(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names.Take(20).Select(n => $"'{n}'"));

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidWasm, message);
}
