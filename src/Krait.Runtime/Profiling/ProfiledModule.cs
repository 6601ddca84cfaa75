using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime.Tracing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Profiling;

// Every function writes itself onto a stack that another thread reads: a table of functions at the end of the table space,
// ended by a null, whose height is in a global at the end of the global space. So both back ends are sampled alike, wherever
// they are, also inside of the host, and pay nothing when nobody profiles.
//
//     height -> place, a new local at the end
//     stack[place + 1] = null, if the module catches exceptions: calls that were left without a word may stand there
//     stack[place] = this function
//     height = place + 1, or place where the stack is full
//     block (result of the function)
//       the body, with `return` as a branch to the end of this block;
//       around calls of imports: stack[place + 1] = the import, and null again
//       where an exception may have been caught: height and end as above, for those that were left without a word
//     end
//     stack[place] = null, height = place
//
// The end is written before the entry, so that a reader finds no entries of calls that are over. Writing one costs a call.

/// <summary>A module whose functions write down where they are.</summary>
internal sealed class ProfiledModule : RewrittenModule
{
    /// <summary>Calls that are seen one inside of the other; deeper ones count as the deepest.</summary>
    public const int MostDepth = 512;

    private readonly ImmutableArray<TypeDefinition>.Builder _types;
    private readonly bool _catches;

    private ProfiledModule(Module original)
        : base(original)
    {
        TableIndex = original.TableTypes.Length;
        HeightGlobal = original.GlobalTypes.Length;
        _types = original.Types.ToBuilder();
        _catches = original.Functions.Any(static function => Catches(function.Body.Code.Span));
        var functions = ImmutableArray.CreateBuilder<DefinedFunction>(original.Functions.Length);
        for (int i = 0; i < original.Functions.Length; i++)
            functions.Add(Rewrite(i));
        Module = new Module
        {
            Types = _types.ToImmutable(),
            Imports = original.Imports,
            Functions = functions.MoveToImmutable(),
            Tables = original.Tables.Add(new DefinedTable(new TableType(ValueType.FuncRef, new SizeLimits(TableLength, TableLength)))),
            Memories = original.Memories,
            Tags = original.Tags,
            Globals = original.Globals.Add(new DefinedGlobal(new GlobalType(ValueType.I32, Mutability.Variable), ConstantExpression.I32(0))),
            Exports = original.Exports,
            StartFunction = original.StartFunction,
            Elements = original.Elements.Add(AllFunctions(original)),
            DataSegments = original.DataSegments,
            HasDataCount = original.HasDataCount,
            CustomSections = original.CustomSections,
        };
    }

    /// <summary>Entries of the stack: its depth, a call of an import above it, and the end.</summary>
    public const int TableLength = MostDepth + 2;

    /// <summary>The table that is the stack.</summary>
    public int TableIndex { get; }

    /// <summary>The global that holds its height.</summary>
    public int HeightGlobal { get; }

    /// <param name="valid">A valid module.</param>
    public static ProfiledModule Of(ValidatedModule valid) => new(valid.Module);

    // Declares that code takes references to all functions.
    private static ElementSegment AllFunctions(Module original) =>
        new(
            SegmentMode.Declarative,
            TableIndex: 0,
            Offset: null,
            ValueType.Reference(HeapType.Func, Nullability.NonNull),
            [.. Enumerable.Range(0, original.ImportedFunctionCount + original.Functions.Length)],
            Expressions: default);

    private DefinedFunction Rewrite(int defined)
    {
        DefinedFunction function = Original.Functions[defined];
        int index = Original.ImportedFunctionCount + defined;
        FunctionType type = Original.FunctionTypeOf(index);
        int place = type.Parameters.Length;
        foreach (LocalRun run in function.Body.Locals)
            place += run.Count;

        InstructionWriter code = new();
        code.GlobalGet(HeightGlobal).LocalSet(place);
        if (_catches)
            WriteEnd(code, place, above: 1);
        code.LocalGet(place).RefFunc(index).Op(WasmOp.TableSet, TableIndex);
        WriteHeight(code, place);
        code.Structured(WasmOp.Block, BlockOf(type));
        Shifts[defined] = CopyBody(function.Body, code, place);
        WriteLeave(code, place);
        code.End();
        return function with
        {
            Body = function.Body with { Locals = function.Body.Locals.Add(new LocalRun(1, ValueType.I32)), Code = code.ToArray() },
        };
    }

    private BlockType BlockOf(FunctionType type)
    {
        switch (type.Results.Length)
        {
            case 0: return BlockType.Empty;
            case 1: return BlockType.Of(type.Results[0]);
            default:
                _types.Add(new FunctionType([], type.Results));
                return BlockType.OfType(_types.Count - 1);
        }
    }

    private CodeShifts CopyBody(FunctionBody body, InstructionWriter code, int place)
    {
        CodeShifts shifts = new();
        ReadOnlySpan<byte> source = body.Code.Span;
        InstructionReader reader = new(source, body.CodeOffsetInModule);
        bool catches = Catches(source);
        int nesting = 0;
        while (!reader.AtEnd)
        {
            WasmOp op = reader.Read();
            bool isImport = op == WasmOp.Call && reader.Index < Original.ImportedFunctionCount;
            if (isImport)
            {
                if (_catches)
                    WriteEnd(code, place, above: 2);
                WritePlace(code, place, above: 1);
                code.RefFunc(reader.Index).Op(WasmOp.TableSet, TableIndex);
            }
            else if (op is WasmOp.ReturnCall or WasmOp.ReturnCallIndirect or WasmOp.ReturnCallRef)
            {
                WriteLeave(code, place);
            }

            shifts.Add(code.Length, reader.Offset);
            if (op == WasmOp.Return)
                code.Op(WasmOp.Br, nesting);
            else
                code.Append(source[reader.Offset..reader.NextOffset]);
            if (isImport)
                WriteEnd(code, place, above: 1);

            if (OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable)
                nesting++;
            else if (op is WasmOp.End or WasmOp.Delegate)
                nesting--;
            bool mayHaveCaught = op is WasmOp.Catch or WasmOp.CatchAll || (catches && op is WasmOp.End or WasmOp.Loop);
            if (mayHaveCaught && nesting >= 0)
            {
                WriteEnd(code, place, above: 1);
                WriteHeight(code, place);
            }
        }

        return shifts;
    }

    private static bool Catches(ReadOnlySpan<byte> source)
    {
        InstructionReader reader = new(source);
        while (!reader.AtEnd)
        {
            if (reader.Read() is WasmOp.TryTable or WasmOp.Try)
                return true;
        }

        return false;
    }

    private static void WritePlace(InstructionWriter code, int place, int above) => code.LocalGet(place).I32Const(above).Op(WasmOp.I32Add);

    private void WriteEnd(InstructionWriter code, int place, int above)
    {
        WritePlace(code, place, above);
        code.RefNull(HeapType.Func).Op(WasmOp.TableSet, TableIndex);
    }

    // The comparison gives 1 as long as there is room.
    private void WriteHeight(InstructionWriter code, int place) =>
        code.LocalGet(place).LocalGet(place).I32Const(MostDepth - 1).Op(WasmOp.I32LtU).Op(WasmOp.I32Add).GlobalSet(HeightGlobal);

    private void WriteLeave(InstructionWriter code, int place) =>
        code.LocalGet(place).RefNull(HeapType.Func).Op(WasmOp.TableSet, TableIndex).LocalGet(place).GlobalSet(HeightGlobal);
}
