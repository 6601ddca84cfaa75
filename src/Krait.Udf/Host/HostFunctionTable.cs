using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Runtime;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Host;

/// <summary>
/// Every function that guests may import, with its names and type. A name may stand in several rows with different types:
/// the module's import says which form it was built for.
/// </summary>
internal static class HostFunctionTable
{
#pragma warning disable format // The columns are the point of the table.
    public static ImmutableArray<HostFunctionRow> Rows { get; } =
    [
        // Fields: context, name, name length, output, place of the output's length.
        Env(["has_field"],                          [L, I, I],       [I], h => h.HasField),
        Env(["get_field_string"],                   [L, I, I, I, I], [I], h => h.GetFieldString),
        Env(["get_field_i64", "get_field_int64"],   [L, I, I, I],    [I], h => h.GetFieldInteger),
        Env(["get_field_f64", "get_field_float64"], [L, I, I, I],    [I], h => h.GetFieldNumber),
        Env(["get_field_bool"],                     [L, I, I, I],    [I], h => h.GetFieldBoolean),
        // The same without an output: the value itself, zero when there is none.
        Env(["get_field_i64", "get_field_int64"],   [L, I, I],       [L], h => h.FieldIntegerOrZero),
        Env(["get_field_f64", "get_field_float64"], [L, I, I],       [D], h => h.FieldNumberOrZero),
        Env(["get_field_bool"],                     [L, I, I],       [I], h => h.FieldBooleanOrZero),
        Env(["get_document_id"],                    [L, I, I],       [I], h => h.GetDocumentId),
        Env(["get_score"],                          [L],             [D], h => h.GetScore),
        // Parameters: name, name length, output, place of the output's length.
        Env(["has_param"],                          [I, I],          [I], h => h.HasParameter),
        Env(["get_param_string"],                   [I, I, I, I],    [I], h => h.GetParameterString),
        Env(["get_param_i64", "get_param_int64"],   [I, I, I],       [I], h => h.GetParameterInteger),
        Env(["get_param_f64", "get_param_float64"], [I, I, I],       [I], h => h.GetParameterNumber),
        Env(["get_param_bool"],                     [I, I, I],       [I], h => h.GetParameterBoolean),
        // Log: message, length; or level, message, length.
        Env(["log"],                                [I, I],          [],  h => h.LogMessage),
        Env(["log"],                                [I, I, I],       [],  h => h.LogMessageAtLevel),
        // AssemblyScript's own: message, file, line, column.
        Env(["abort"],                              [I, I, I, I],    [],  h => h.Abort),
        Python("py_alloc",                          [I],             [I], h => h.Allocate),
        Python("py_free",                           [I],             [],  h => h.Free),
        Python("py_print",                          [I, I],          [],  h => h.Print),
        Python("py_error",                          [I, I],          [],  h => h.Raise),
        Python("py_incref",                         [I],             [],  h => h.IncreaseCount),
        Python("py_decref",                         [I],             [],  h => h.DecreaseCount),
    ];
#pragma warning restore format

    private static ValueType I => ValueType.I32;

    private static ValueType L => ValueType.I64;

    private static ValueType D => ValueType.F64;

    /// <summary>Finds the rows that a module's imports need.</summary>
    /// <returns>One row per imported function, with the name it is imported under.</returns>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidWasm"/>: something is imported that no row gives.</exception>
    public static ImmutableArray<(HostFunctionRow Row, string Name)> Resolve(Module module)
    {
        var rows = ImmutableArray.CreateBuilder<(HostFunctionRow, string)>();
        foreach (Import import in module.Imports)
        {
            if (import.Type is not FunctionReference function)
                throw Refuse($"the module imports the {import.Type.Kind.ToString().ToLowerInvariant()} \"{import.ModuleName}\" \"{import.Name}\"; only functions can be imported");

            FunctionType type = module.FunctionTypeAt(function.TypeIndex);
            HostFunctionRow? row = Rows.FirstOrDefault(r => r.Module == import.ModuleName && r.Names.Contains(import.Name) && r.Type.Equals(type));
            if (row is null)
                throw Refuse(DescribeMissing(import, type));

            if (!rows.Any(r => r.Item2 == import.Name && r.Item1.Module == import.ModuleName))
                rows.Add((row, import.Name));
            else if (!rows.Any(r => r.Item1 == row && r.Item2 == import.Name))
                throw Refuse($"the module imports \"{import.ModuleName}\" \"{import.Name}\" with two types; use one");
        }

        return rows.ToImmutable();
    }

    /// <summary>Defines the resolved functions over one instance's state.</summary>
    public static void Define(Linker linker, ImmutableArray<(HostFunctionRow Row, string Name)> rows, HostState state)
    {
        foreach ((HostFunctionRow row, string name) in rows)
            linker.DefineFunction(row.Module, name, row.Bind(state));
    }

    private static string DescribeMissing(Import import, FunctionType type)
    {
        var text = new StringBuilder($"the module imports \"{import.ModuleName}\" \"{import.Name}\" with type {type}; ");
        HostFunctionRow[] sameName = [.. Rows.Where(r => r.Module == import.ModuleName && r.Names.Contains(import.Name))];
        if (sameName.Length != 0)
            return text.Append("it is there with type ").AppendJoin(" or ", sameName.Select(r => r.Type)).ToString();

        HostFunctionRow[] sameModule = [.. Rows.Where(r => r.Module == import.ModuleName)];
        return (sameModule.Length == 0
            ? text.Append("importable modules are \"env\" and \"python\"")
            : text.Append($"\"{import.ModuleName}\" has ").AppendJoin(", ", sameModule.SelectMany(r => r.Names).Distinct())).ToString();
    }

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidWasm, message);

    private static HostFunctionRow Env(
        ImmutableArray<string> names, ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results, Func<HostState, Delegate> bind) =>
        new("env", names, new FunctionType(parameters, results), bind);

    private static HostFunctionRow Python(
        string name, ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results, Func<HostState, Delegate> bind) =>
        new("python", [name], new FunctionType(parameters, results), bind);
}
