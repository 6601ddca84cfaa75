using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tracing;

// Tracing is written into the module, so that both back ends trace alike and pay nothing when nobody traces. A table at the end
// of the table space holds functions of the host, two for each type; every function calls one at its start and one at its end:
//
//     arguments..., index, enter  call_indirect     leaves a token, kept in a new local at the end
//     block (result of the function)
//       the body, with `return` as a branch to the end of this block
//     end
//     results..., index, token, leave  call_indirect     gives the results back
//
// No index of the module changes: types, the table, the local and the branches come at the end of what is there.

/// <summary>A module with calls of trace hooks written into it, and the way back to the original's code.</summary>
internal sealed class TracedModule : RewrittenModule
{
    private readonly Dictionary<FunctionType, Hooks> _hooks = [];
    private readonly ImmutableArray<TypeDefinition>.Builder _types;
    private readonly List<TraceHook> _slots = [];
    private readonly int _tailType;

    private TracedModule(Module original)
        : base(original)
    {
        TableIndex = original.TableTypes.Length;
        _types = original.Types.ToBuilder();
        _tailType = AddType(new FunctionType([ValueType.I32, ValueType.I32], []));
        _slots.Add(new TraceHook(TraceHookKind.TailCall, _tailType));
        var functions = ImmutableArray.CreateBuilder<DefinedFunction>(original.Functions.Length);
        for (int i = 0; i < original.Functions.Length; i++)
            functions.Add(Rewrite(i));
        SizeLimits size = new((ulong)_slots.Count, (ulong)_slots.Count);
        Module = new Module
        {
            Types = _types.ToImmutable(),
            Imports = original.Imports,
            Functions = functions.MoveToImmutable(),
            Tables = original.Tables.Add(new DefinedTable(new TableType(ValueType.FuncRef, size))),
            Memories = original.Memories,
            Tags = original.Tags,
            Globals = original.Globals,
            Exports = original.Exports,
            StartFunction = original.StartFunction,
            Elements = original.Elements,
            DataSegments = original.DataSegments,
            HasDataCount = original.HasDataCount,
            CustomSections = original.CustomSections,
        };
    }

    // What calls of one type need: slots of the hooks, and the type of the block around the body.
    private readonly record struct Hooks(int EnterType, int EnterSlot, int LeaveType, int LeaveSlot, BlockType Block);

    /// <summary>The table of hooks.</summary>
    public int TableIndex { get; }

    /// <summary>What stands in the table.</summary>
    public IReadOnlyList<TraceHook> Slots => _slots;

    /// <param name="valid">A valid module.</param>
    public static TracedModule Of(ValidatedModule valid) => new(valid.Module);

    private int AddType(FunctionType type)
    {
        _types.Add(type);
        return _types.Count - 1;
    }

    private Hooks HooksFor(FunctionType type)
    {
        if (_hooks.TryGetValue(type, out Hooks hooks))
            return hooks;
        int enterType = AddType(new FunctionType(type.Parameters.Add(ValueType.I32), [ValueType.I32]));
        int leaveType = AddType(new FunctionType(type.Results.AddRange(ValueType.I32, ValueType.I32), type.Results));
        BlockType block = type.Results.Length switch
        {
            0 => BlockType.Empty,
            1 => BlockType.Of(type.Results[0]),
            _ => BlockType.OfType(AddType(new FunctionType([], type.Results))),
        };
        _slots.Add(new TraceHook(TraceHookKind.Enter, enterType));
        _slots.Add(new TraceHook(TraceHookKind.Leave, leaveType));
        return _hooks[type] = new Hooks(enterType, _slots.Count - 2, leaveType, _slots.Count - 1, block);
    }

    private DefinedFunction Rewrite(int defined)
    {
        DefinedFunction function = Original.Functions[defined];
        int index = Original.ImportedFunctionCount + defined;
        FunctionType type = Original.FunctionTypeOf(index);
        Hooks hooks = HooksFor(type);
        int token = type.Parameters.Length;
        foreach (LocalRun run in function.Body.Locals)
            token += run.Count;

        InstructionWriter code = new();
        for (int i = 0; i < type.Parameters.Length; i++)
            code.LocalGet(i);
        code.I32Const(index).I32Const(hooks.EnterSlot).Op(WasmOp.CallIndirect, hooks.EnterType, TableIndex).LocalSet(token);
        code.Structured(WasmOp.Block, hooks.Block);
        CodeShifts shifts = CopyBody(function.Body, code, index, token);
        code.I32Const(index).LocalGet(token).I32Const(hooks.LeaveSlot).Op(WasmOp.CallIndirect, hooks.LeaveType, TableIndex).End();
        Shifts[defined] = shifts;
        return function with
        {
            Body = function.Body with { Locals = function.Body.Locals.Add(new LocalRun(1, ValueType.I32)), Code = code.ToArray() },
        };
    }

    private CodeShifts CopyBody(FunctionBody body, InstructionWriter code, int index, int token)
    {
        CodeShifts shifts = new();
        ReadOnlySpan<byte> source = body.Code.Span;
        InstructionReader reader = new(source, body.CodeOffsetInModule);
        int nesting = 0;
        while (!reader.AtEnd)
        {
            WasmOp op = reader.Read();
            if (op is WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef)
                code.I32Const(index).LocalGet(token).I32Const(0).Op(WasmOp.CallIndirect, _tailType, TableIndex);
            shifts.Add(code.Length, reader.Offset);
            if (op == WasmOp.Return)
                code.Op(WasmOp.Br, nesting);
            else
                code.Append(source[reader.Offset..reader.NextOffset]);
            if (OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable)
                nesting++;
            else if (op is WasmOp.End or WasmOp.Delegate)
                nesting--;
        }

        return shifts;
    }
}
