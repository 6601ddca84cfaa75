using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Wasm.Text;

// Prints code as flat instructions, one per line. Blocks have the labels of the name section; where there are none, branches say
// how many blocks outwards they go. Immediates are printed by kind, never by instruction.
internal sealed class InstructionPrinter(Module module, ModuleNames names, StringBuilder text)
{
    // Deeper blocks are not indented further, so that hostile nesting cannot make the text quadratic.
    public const int DeepestIndent = 16;
    private readonly LabelStack _labels = new();
    private PrintedNames _locals = new(NameSection.Empty.Functions, itemCount: 0);
    private ImmutableSortedDictionary<int, string> _labelNames = NameSection.Empty.Functions;
    private int _blockCount;

    public void PrintBody(int functionIndex, FunctionBody body, PrintedNames locals)
    {
        Begin(functionIndex, locals);
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            var op = reader.Read();
            if (op == WasmOp.End && reader.AtEnd && _labels.Count == 0)
                break;
            PrintLine(op, ref reader);
        }

        names.KeepLabels(functionIndex, _blockCount);
    }

    // Starts a function for callers of PrintInstruction.
    public void Begin(int functionIndex, PrintedNames locals)
    {
        _locals = locals;
        _labelNames = names.LabelsOf(functionIndex);
        _labels.Clear();
        _blockCount = 0;
    }

    public int BlockCount => _blockCount;

    // Ends the innermost block; the label of a delegate counts from outside of it.
    public void EndBlock()
    {
        if (_labels.Count > 0)
            _labels.Pop();
    }

    // All on one line, without the last end.
    public void PrintInLine(ConstantExpression expression)
    {
        _labels.Clear();
        var isFirst = true;
        InstructionReader reader = new(expression.Code.Span, expression.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            var op = reader.Read();
            if (op == WasmOp.End && reader.AtEnd)
                return;
            if (!isFirst)
                text.Append(' ');
            isFirst = false;
            PrintInstruction(op, ref reader);
        }
    }

    private void PrintLine(WasmOp op, ref InstructionReader reader)
    {
        if (op is WasmOp.End or WasmOp.Delegate)
            EndBlock();
        var isArm = op is WasmOp.Else or WasmOp.Catch or WasmOp.CatchAll;
        var indent = Math.Clamp(_labels.Count - (isArm ? 1 : 0), 0, DeepestIndent);
        text.Append('\n').Append(' ', 4 + (2 * indent));
        PrintInstruction(op, ref reader);
    }

    public void PrintInstruction(WasmOp op, ref InstructionReader reader)
    {
        text.Append(OpFacts.TextOf(op));
        var immediate = OpFacts.ImmediateOf(op);
        if (immediate is Imm.BlockType or Imm.CatchTable)
        {
            // Clauses of try_table name labels around it, not its own.
            var identifier = PrintLabelDefinition();
            PrintBlockType(reader.BlockType);
            if (immediate == Imm.CatchTable)
                PrintCatches(reader.Catches);
            _labels.Push(identifier);
            return;
        }

        PrintImmediate(op, immediate, ref reader);
    }

    private void PrintImmediate(WasmOp op, Imm immediate, ref InstructionReader reader)
    {
        switch (immediate)
        {
            case Imm.None: break;
            case Imm.Label: PrintLabel(reader.Index); break;
            case Imm.LabelTable:
                foreach (var label in reader.Labels)
                    PrintLabel(label);
                PrintLabel(reader.Index);
                break;
            case Imm.FunctionIndex: PrintIndex(names.Functions, reader.Index); break;
            case Imm.TypeIndex: PrintIndex(names.Types, reader.Index); break;
            case Imm.TypeTable:
                PrintUnlessZero(names.Tables, reader.SecondIndex);
                text.Append(" (type ").Append(names.Types.Of(reader.Index)).Append(')');
                break;
            case Imm.LocalIndex: PrintIndex(_locals, reader.Index); break;
            case Imm.GlobalIndex: PrintIndex(names.Globals, reader.Index); break;
            case Imm.TagIndex: PrintIndex(names.Tags, reader.Index); break;

            // May be left out where it is 0, but not every reader knows.
            case Imm.TableIndex: PrintIndex(names.Tables, reader.Index); break;
            case Imm.MemoryIndex: PrintUnlessZero(names.Memories, reader.Index); break;
            case Imm.TablePair: PrintPair(names.Tables, ref reader); break;
            case Imm.MemoryPair: PrintPair(names.Memories, ref reader); break;
            case Imm.ElementIndex: PrintIndex(names.Elements, reader.Index); break;
            case Imm.DataIndex: PrintIndex(names.DataSegments, reader.Index); break;
            case Imm.ElementTable:
                PrintUnlessZero(names.Tables, reader.SecondIndex);
                PrintIndex(names.Elements, reader.Index);
                break;
            case Imm.DataMemory:
                PrintUnlessZero(names.Memories, reader.SecondIndex);
                PrintIndex(names.DataSegments, reader.Index);
                break;
            case Imm.I32: PrintNumber(reader.I32); break;
            case Imm.I64: PrintNumber(reader.I64); break;
            case Imm.F32: text.Append(' ').Append(FloatLiteral.PrintF32((uint)reader.Bits)); break;
            case Imm.F64: text.Append(' ').Append(FloatLiteral.PrintF64(reader.Bits)); break;
            case Imm.MemArg: PrintMemArg(op, ref reader); break;
            default: PrintVectorOrReference(op, immediate, ref reader); break;
        }
    }

    private void PrintVectorOrReference(WasmOp op, Imm immediate, ref InstructionReader reader)
    {
        switch (immediate)
        {
            case Imm.V128:
                text.Append(" i8x16");
                PrintBytes(reader.Bytes16);
                break;
            case Imm.Lanes16: PrintBytes(reader.Bytes16); break;
            case Imm.Lane: PrintNumber(reader.Index); break;
            case Imm.MemArgLane:
                PrintMemArg(op, ref reader);
                PrintNumber(reader.Index);
                break;
            case Imm.HeapType: PrintHeapType(op, reader.HeapType); break;
            case Imm.ValueTypes:
                text.Append(" (result");
                foreach (var type in reader.ValueTypes)
                    text.Append(' ').Append(names.TypeText(type));
                text.Append(')');
                break;
            case Imm.CastBranch:
                PrintLabel(reader.Index);
                PrintReference(reader.HeapType, isNullable: (reader.CastFlags & 1) != 0);
                PrintReference(reader.SecondHeapType, isNullable: (reader.CastFlags & 2) != 0);
                break;
            case Imm.TypeField when names.FieldsOrNull(reader.Index) is { } fields:
                PrintIndex(names.Types, reader.Index);
                PrintIndex(fields, reader.SecondIndex);
                break;
            case Imm.TypeField or Imm.TypeCount:
                PrintIndex(names.Types, reader.Index);
                PrintNumber((uint)reader.SecondIndex);
                break;
            case Imm.TypeData:
                PrintIndex(names.Types, reader.Index);
                PrintIndex(names.DataSegments, reader.SecondIndex);
                break;
            case Imm.TypeElement:
                PrintIndex(names.Types, reader.Index);
                PrintIndex(names.Elements, reader.SecondIndex);
                break;
            case Imm.TypePair:
                PrintIndex(names.Types, reader.Index);
                PrintIndex(names.Types, reader.SecondIndex);
                break;
            case Imm.ZeroByte: break;
            default: throw new InternalErrorException($"the printer does not know the immediate kind {immediate}");
        }
    }

    private void PrintIndex(PrintedNames space, int index) => text.Append(' ').Append(space.Of(index));

    private void PrintUnlessZero(PrintedNames space, int index)
    {
        if (index != 0)
            PrintIndex(space, index);
    }

    private void PrintPair(PrintedNames space, ref InstructionReader reader)
    {
        if (reader.Index == 0 && reader.SecondIndex == 0)
            return;
        PrintIndex(space, reader.Index);
        PrintIndex(space, reader.SecondIndex);
    }

    private void PrintNumber(long value) => text.Append(' ').Append(value);

    private void PrintBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            PrintNumber(value);
    }

    // Gives the block's identifier, or null. Without a name, its depth stands as a comment.
    private string? PrintLabelDefinition()
    {
        if (!_labelNames.TryGetValue(_blockCount++, out var name))
        {
            text.Append(CultureInfo.InvariantCulture, $" (;@{_labels.Count + 1};)");
            return null;
        }

        if (name.Length == 0)
        {
            PrintedNames.AppendAnnotation(text, name);
            return null;
        }

        var identifier = StringLiteral.IdentifierOf(name);
        text.Append(' ').Append(identifier);
        return identifier;
    }

    // The identifier of the block, unless an inner one hides it; otherwise the number of blocks, with the block's depth as a comment.
    private void PrintLabel(int depth)
    {
        if (_labels.NameAt(depth) is { } identifier && _labels.DepthOf(identifier) == depth)
        {
            text.Append(' ').Append(identifier);
            return;
        }

        PrintNumber((uint)depth);
        if ((uint)depth <= (uint)_labels.Count)
            text.Append(CultureInfo.InvariantCulture, $" (;@{_labels.Count - depth};)");
    }

    private void PrintBlockType(BlockType type)
    {
        if (type.Result is { } result)
            text.Append(" (result ").Append(names.TypeText(result)).Append(')');
        if (type.TypeIndex < 0)
            return;
        text.Append(" (type ").Append(names.Types.Of(type.TypeIndex)).Append(')');
        if (type.TypeIndex >= module.Types.Length || module.Types[type.TypeIndex].Composite is not FunctionType function)
            return;
        PrintTypes("param", function.Parameters);
        PrintTypes("result", function.Results);
    }

    private void PrintTypes(string keyword, ImmutableArray<ValueType> types)
    {
        if (types.IsEmpty)
            return;
        text.Append(" (").Append(keyword);
        foreach (var type in types)
            text.Append(' ').Append(names.TypeText(type));
        text.Append(')');
    }

    private void PrintCatches(CatchTable catches)
    {
        foreach (var clause in catches)
        {
            text.Append(clause.Kind switch
            {
                CatchKind.Catch => " (catch",
                CatchKind.CatchRef => " (catch_ref",
                CatchKind.CatchAll => " (catch_all",
                _ => " (catch_all_ref",
            });
            if (0 <= clause.TagIndex)
                PrintIndex(names.Tags, clause.TagIndex);
            PrintLabel(clause.Label);
            text.Append(')');
        }
    }

    private void PrintMemArg(WasmOp op, ref InstructionReader reader)
    {
        PrintUnlessZero(names.Memories, reader.MemoryIndex);
        if (reader.MemoryOffset != 0)
            text.Append(CultureInfo.InvariantCulture, $" offset={reader.MemoryOffset}");
        var alignment = 1UL << reader.AlignmentLog2;
        if (alignment != (ulong)OpFacts.AccessBytesOf(op))
            text.Append(CultureInfo.InvariantCulture, $" align={alignment}");
    }

    private void PrintHeapType(WasmOp op, HeapType type)
    {
        if (op == WasmOp.RefNull)
            text.Append(' ').Append(names.TypeText(type));
        else
            PrintReference(type, isNullable: op is WasmOp.RefTestNull or WasmOp.RefCastNull);
    }

    private void PrintReference(HeapType type, bool isNullable) =>
        text.Append(isNullable ? " (ref null " : " (ref ").Append(names.TypeText(type)).Append(')');
}
