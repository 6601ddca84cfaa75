using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Guests.Emscripten;

// C code calls a callback as any function of the table, by its own type; and what stands in the table must be a function of the
// module, or the instance could not be kept as an image. So the module gets functions for callbacks before it is compiled: one for
// each entry and type. All they do is lay their arguments into a frame on the guest's stack and call the host:
//
//   frame   +0 (16)    +16 (8 each)   behind them (4 each)
//           | result | arguments    | room for their addresses |

/// <summary>Entries of a guest's table for C callbacks that the host answers, and the functions that stand there.</summary>
internal static class CallbackEntries
{
    /// <summary>How many callbacks a guest may have at a time.</summary>
    public const int Count = 16;

    /// <summary>Export of the global that holds the address of the list of callbacks, 0 while there is none.</summary>
    public const string List = "krait_callbacks";

    /// <summary>Where arguments begin in a frame.</summary>
    public const int FrameArguments = 16;

    /// <summary>Bytes of an argument in a frame.</summary>
    public const int ArgumentBytes = 8;

    /// <summary>
    /// What the function passes in place of the description of a call, which is an address otherwise: the host function is the one that
    /// libffi makes callbacks with.
    /// </summary>
    public const int Marker = -1;

    private const string Table = "__indirect_function_table";
    private const string Host = "ffi_prep_closure_loc_js";

    // Parameters, ">" and result: i for i32, I for i64, f for f32, d for f64, v for none. What C libraries call back with, mostly.
    private static readonly string[] s_types =
    [
        ">v", "i>v", "ii>v", "iii>v", "iiii>v", "iiiii>v",
        ">i", "i>i", "ii>i", "iii>i", "iiii>i", "iiiii>i", "iiiiii>i",
        "d>d", "dd>d", "di>d", "id>d", "f>f", "I>I", "II>I", "ii>I", "Iii>i",
    ];

    /// <summary>First entry of the table.</summary>
    public static int FirstOf(Instance instance) => (int)instance.Module.Source.TableTypes[0].Limits.Minimum - Count;

    /// <summary>The function for an entry, or null where no function has this type.</summary>
    /// <param name="instance">An instance of a module with callbacks.</param>
    /// <param name="entry">From 0 on.</param>
    /// <param name="type">Parameters, ">" and result.</param>
    public static Function? Find(Instance instance, int entry, string type)
    {
        int at = Array.IndexOf(s_types, type);
        int end = instance.Module.Source.FunctionTypeIndices.Length;
        return at < 0 ? null : instance.FunctionAt(end - ((s_types.Length - at) * Count) + entry);
    }

    /// <summary>Adds functions and entries to a module that Emscripten made with libffi.</summary>
    /// <param name="package">The module; one without what is needed stays as it is.</param>
    /// <remarks>Cost: the module is read and written once.</remarks>
    public static byte[] AddTo(byte[] package)
    {
        Module module = ModuleDecoder.Decode(package);
        int host = ImportIndex(module, Host);
        if (host < 0
            || module.FindExport("emscripten_stack_get_current") is not { } current
            || module.FindExport("_emscripten_stack_alloc") is not { } allocate
            || module.FindExport("_emscripten_stack_restore") is not { } restore
            || module.FindExport(Table) is not { Kind: ExternalKind.Table, Index: 0 }
            || module.ImportedTableCount != 0)
        {
            return package;
        }

        ImmutableArray<TypeDefinition>.Builder types = module.Types.ToBuilder();
        ImmutableArray<DefinedFunction>.Builder functions = module.Functions.ToBuilder();
        var entries = new List<DefinedFunction>();
        var code = new InstructionWriter();
        foreach (string text in s_types)
        {
            (ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results) = TypeOf(text);

            // The same for all entries: it takes the entry's number behind the arguments.
            types.Add(new FunctionType([.. parameters, ValueType.I32], results));
            WriteCommon(code.Clear(), parameters, results, current.Index, allocate.Index, restore.Index, host);
            int common = module.ImportedFunctionCount + functions.Count;
            functions.Add(new DefinedFunction(types.Count - 1, new FunctionBody([new LocalRun(2, ValueType.I32)], code.ToArray())));

            types.Add(new FunctionType(parameters, results));
            for (int entry = 0; entry < Count; entry++)
            {
                code.Clear();
                for (int i = 0; i < parameters.Length; i++)
                    code.LocalGet(i);
                entries.Add(new DefinedFunction(types.Count - 1, new FunctionBody([], code.I32Const(entry).Call(common).End().ToArray())));
            }
        }

        int firstEntry = module.ImportedFunctionCount + functions.Count;
        functions.AddRange(entries);
        DefinedTable table = module.Tables[0];
        return ModuleEncoder.Encode(new Module
        {
            Types = types.ToImmutable(),
            Imports = module.Imports,
            Functions = functions.ToImmutable(),
            Tables = [table with { Type = table.Type with { Limits = With(table.Type.Limits) } }, .. module.Tables.Skip(1)],
            Memories = module.Memories,
            Tags = module.Tags,
            Globals = [.. module.Globals, new DefinedGlobal(new GlobalType(ValueType.I32, Mutability.Variable), ConstantExpression.I32(0))],
            Exports = [.. module.Exports, new Export(List, ExternalKind.Global, module.GlobalTypes.Length)],
            StartFunction = module.StartFunction,

            // Only functions that are named so can be put into a table.
            Elements = [.. module.Elements, DeclarationOf(firstEntry, entries.Count)],
            DataSegments = module.DataSegments,
            HasDataCount = module.HasDataCount,
            CustomSections = module.CustomSections,
        });
    }

    private static SizeLimits With(SizeLimits limits) => new(limits.Minimum + Count, limits.Maximum + Count);

    private static ElementSegment DeclarationOf(int first, int count) =>
        new(SegmentMode.Declarative, 0, null, ValueType.Reference(HeapType.Func, Nullability.NonNull), [.. Enumerable.Range(first, count)], default);

    private static int ImportIndex(Module module, string name)
    {
        int index = 0;
        foreach (Import import in module.Imports)
        {
            if (import.Type is not FunctionReference)
                continue;
            if (import.Name == name)
                return index;
            index++;
        }

        return -1;
    }

    private static void WriteCommon(
        InstructionWriter code, ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results, int current, int allocate, int restore, int host)
    {
        int entry = parameters.Length;
        int before = entry + 1;
        int frame = before + 1;
        code.Call(current).LocalSet(before);
        code.I32Const(FrameArguments + (parameters.Length * (ArgumentBytes + sizeof(int)))).Call(allocate).LocalSet(frame);
        for (int i = 0; i < parameters.Length; i++)
            code.LocalGet(frame).LocalGet(i).Memory(StoreOf(parameters[i]), 1, (ulong)(FrameArguments + (i * ArgumentBytes)));
        code.LocalGet(entry).I32Const(Marker).LocalGet(frame).I32Const(parameters.Length).I32Const(0).Call(host).Drop();
        foreach (ValueType result in results)
            code.LocalGet(frame).Memory(LoadOf(result), 1, 0);
        code.LocalGet(before).Call(restore).End();
    }

    private static (ImmutableArray<ValueType> Parameters, ImmutableArray<ValueType> Results) TypeOf(string text) =>
        ([.. text[..^2].Select(TypeOf)], text[^1] == 'v' ? [] : [TypeOf(text[^1])]);

    private static ValueType TypeOf(char letter) => letter switch
    {
        'i' => ValueType.I32,
        'I' => ValueType.I64,
        'f' => ValueType.F32,
        _ => ValueType.F64,
    };

    private static WasmOp StoreOf(ValueType type) =>
        type == ValueType.I32 ? WasmOp.I32Store : type == ValueType.I64 ? WasmOp.I64Store : type == ValueType.F32 ? WasmOp.F32Store : WasmOp.F64Store;

    private static WasmOp LoadOf(ValueType type) =>
        type == ValueType.I32 ? WasmOp.I32Load : type == ValueType.I64 ? WasmOp.I64Load : type == ValueType.F32 ? WasmOp.F32Load : WasmOp.F64Load;
}
