using System;
using System.Collections.Generic;
using System.Numerics;
using Krait.Wasm.Binary;

namespace Krait.Wasm.Text;

// What follows an instruction's keyword, by kind of immediate.
internal sealed partial class InstructionParser
{
    private void ParseInstruction(WasmOp op, InstructionWriter code)
    {
        switch (OpFacts.ImmediateOf(op))
        {
            case Imm.None: ParseBare(op, code); break;
            case Imm.Label: code.Op(op, ParseLabel()); break;
            case Imm.LabelTable: ParseLabelTable(code); break;
            case Imm.FunctionIndex: code.Op(op, scope.Functions.Resolve(cursor)); break;
            case Imm.TypeIndex: code.Op(op, scope.TypeNames.Resolve(cursor)); break;
            case Imm.TypeTable:
                var table = OptionalIndex(scope.Tables);
                code.Op(op, types.ParseTypeUse(names: null), table);
                break;
            case Imm.LocalIndex: code.Op(op, _locals.Resolve(cursor)); break;
            case Imm.GlobalIndex: code.Op(op, scope.Globals.Resolve(cursor)); break;
            case Imm.TagIndex: code.Op(op, scope.Tags.Resolve(cursor)); break;
            case Imm.TableIndex: code.Op(op, OptionalIndex(scope.Tables)); break;
            case Imm.MemoryIndex: code.Op(op, OptionalIndex(scope.Memories)); break;
            case Imm.TablePair: ParsePair(op, code, scope.Tables); break;
            case Imm.MemoryPair: ParsePair(op, code, scope.Memories); break;
            case Imm.ElementIndex: code.Op(op, scope.Elements.Resolve(cursor)); break;
            case Imm.DataIndex:
                scope.UsesDataSegments = true;
                code.Op(op, scope.DataSegments.Resolve(cursor));
                break;
            case Imm.ElementTable: ParseSegmentUse(op, code, scope.Elements, scope.Tables); break;
            case Imm.DataMemory:
                scope.UsesDataSegments = true;
                ParseSegmentUse(op, code, scope.DataSegments, scope.Memories);
                break;
            case Imm.I32 or Imm.I64 or Imm.F32 or Imm.F64: ParseConstant(op, code); break;
            case Imm.MemArg: ParseMemArg(op, code); break;
            case Imm.HeapType: ParseHeapTypeUse(op, code); break;
            case Imm.Lane:
                code.Op(op);
                code.Raw.WriteByte(ParseLane());
                break;
            case Imm.MemArgLane:
                ParseMemArg(op, code);
                code.Raw.WriteByte(ParseLane());
                break;
            case Imm.Lanes16:
                code.Op(op);
                for (var i = 0; i < 16; i++)
                    code.Raw.WriteByte(ParseShuffleLane());
                if (cursor.AtWord && TextKeywords.LooksLikeNumber(cursor.Text))
                    throw cursor.Error("invalid lane length: expected 16 lanes, found more");
                break;
            case Imm.V128:
                code.Op(op);
                VectorLiteral.Parse(cursor, code.Raw);
                break;
            case Imm.ZeroByte:
                code.Op(op);
                code.Raw.WriteByte(0);
                break;
            default: ParseGarbageCollection(op, code); break;
        }
    }

    private void ParseGarbageCollection(WasmOp op, InstructionWriter code)
    {
        switch (OpFacts.ImmediateOf(op))
        {
            case Imm.TypePair: ParsePair(op, code, scope.TypeNames); break;
            case Imm.TypeField:
                var structure = scope.TypeNames.Resolve(cursor);
                var fields = scope.FieldNames.GetValueOrDefault(structure) ?? new NameTable("field");
                code.Op(op, structure, fields.Resolve(cursor));
                break;
            case Imm.TypeCount:
                var type = scope.TypeNames.Resolve(cursor);
                code.Op(op, type, (int)cursor.ReadU32("a number"));
                break;
            case Imm.TypeData:
                scope.UsesDataSegments = true;
                var array = scope.TypeNames.Resolve(cursor);
                code.Op(op, array, scope.DataSegments.Resolve(cursor));
                break;
            case Imm.TypeElement:
                var arrayOfReferences = scope.TypeNames.Resolve(cursor);
                code.Op(op, arrayOfReferences, scope.Elements.Resolve(cursor));
                break;
            case Imm.CastBranch: ParseCastBranch(op, code); break;
            default: throw cursor.Error($"'{OpFacts.TextOf(op)}' is not supported in the text format yet");
        }
    }

    // select (result t)* is the one bare instruction that may take something.
    private void ParseBare(WasmOp op, InstructionWriter code)
    {
        if (op != WasmOp.Select || !cursor.IsOpen("result"))
        {
            code.Op(op);
            return;
        }

        List<ValueType> results = [];
        while (cursor.TryOpen("result"))
        {
            while (!cursor.AtClose)
                results.Add(types.ParseValueType());
            cursor.Close();
        }

        code.Op(WasmOp.SelectTyped, results.Count);
        foreach (var result in results)
            code.Raw.WriteValueType(result);
    }

    private void ParseLabelTable(InstructionWriter code)
    {
        List<int> labels = [];
        while (cursor.AtIndex)
            labels.Add(ParseLabel());
        if (labels.Count == 0)
            throw cursor.Unexpected("a label");
        var otherwise = labels[^1];
        labels.RemoveAt(labels.Count - 1);
        code.BrTable(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(labels), otherwise);
    }

    private int OptionalIndex(NameTable names) => cursor.AtIndex ? names.Resolve(cursor) : 0;

    private void ParsePair(WasmOp op, InstructionWriter code, NameTable names)
    {
        if (!cursor.AtIndex && names != scope.TypeNames)
        {
            code.Op(op, 0, 0);
            return;
        }

        var destination = names.Resolve(cursor);
        code.Op(op, destination, names.Resolve(cursor));
    }

    // In text the table or memory comes first and may be left out; in binary the segment comes first.
    private void ParseSegmentUse(WasmOp op, InstructionWriter code, NameTable segments, NameTable targets)
    {
        var start = cursor.Position;
        cursor.Position++;
        var hasTarget = cursor.AtIndex;
        cursor.Position = start;
        var target = hasTarget ? targets.Resolve(cursor) : 0;
        code.Op(op, segments.Resolve(cursor), target);
    }

    private void ParseConstant(WasmOp op, InstructionWriter code)
    {
        var text = cursor.Word("a number");
        cursor.Position--;
        ulong bits;
        switch (op)
        {
            case WasmOp.I32Const:
                cursor.Require(NumberLiteral.ParseInteger(text, 32, out bits), "i32 constant");
                code.I32Const((int)bits);
                break;
            case WasmOp.I64Const:
                cursor.Require(NumberLiteral.ParseInteger(text, 64, out bits), "i64 constant");
                code.I64Const((long)bits);
                break;
            case WasmOp.F32Const:
                cursor.Require(FloatLiteral.ParseF32(text, out bits), "f32 constant");
                code.F32ConstBits((uint)bits);
                break;
            default:
                cursor.Require(FloatLiteral.ParseF64(text, out bits), "f64 constant");
                code.F64ConstBits(bits);
                break;
        }

        cursor.Position++;
    }

    private void ParseMemArg(WasmOp op, InstructionWriter code)
    {
        const string offsetWord = "offset=";
        const string alignWord = "align=";
        var memory = ParseMemoryOfAccess(op);
        var offset = ParseAssignment(offsetWord, 0);
        var place = cursor.Position;
        var alignment = ParseAssignment(alignWord, (ulong)OpFacts.AccessBytesOf(op));
        if (!BitOperations.IsPow2(alignment))
            throw cursor.Tokens.Error(place, "alignment must be a power of two");
        code.Op(op);
        code.WriteMemArg(BitOperations.Log2(alignment), offset, memory);
    }

    // A lane access may have one number, its lane, or two, memory first.
    private int ParseMemoryOfAccess(WasmOp op)
    {
        if (!cursor.AtIndex)
            return 0;
        if (cursor.AtIdentifier || OpFacts.ImmediateOf(op) == Imm.MemArg)
            return scope.Memories.Resolve(cursor);
        cursor.Position++;
        var hasMore = cursor.AtWord && (char.IsAsciiDigit(cursor.Text[0]) || cursor.Text.Contains('='));
        cursor.Position--;
        return hasMore ? scope.Memories.Resolve(cursor) : 0;
    }

    private ulong ParseAssignment(string word, ulong otherwise)
    {
        if (!cursor.AtWord || !cursor.Text.StartsWith(word))
            return otherwise;
        cursor.Require(NumberLiteral.ParseUnsigned(cursor.Text[word.Length..], ulong.MaxValue, out var value), "i64 constant");
        cursor.Position++;
        return value;
    }

    private byte ParseLane()
    {
        var place = cursor.Position;
        var lane = cursor.ReadU32("a lane index");
        if (lane > byte.MaxValue)
            throw cursor.Tokens.Error(place, $"i8 constant out of range: lane {lane}");
        return (byte)lane;
    }

    private byte ParseShuffleLane()
    {
        if (!cursor.AtWord || !TextKeywords.LooksLikeNumber(cursor.Text))
            throw cursor.Error("invalid lane length: expected 16 lanes");
        if (TextKeywords.IsNumber(cursor.Text) && NumberLiteral.ParseUnsigned(cursor.Text, byte.MaxValue, out _) != LiteralResult.Done)
            throw cursor.Error($"i8 constant out of range: lane {cursor.Text}");
        return ParseLane();
    }

    private void ParseHeapTypeUse(WasmOp op, InstructionWriter code)
    {
        if (op == WasmOp.RefNull)
        {
            code.RefNull(types.ParseHeapType());
            return;
        }

        // ref.test and ref.cast have one code for types with null and one for those without.
        var type = types.ParseReferenceType();
        code.Op(type.IsNullable ? op + 1 : op);
        code.Raw.WriteHeapType(type.HeapType);
    }

    private void ParseCastBranch(WasmOp op, InstructionWriter code)
    {
        var label = ParseLabel();
        var source = types.ParseReferenceType();
        var target = types.ParseReferenceType();
        code.Op(op);
        code.Raw.WriteByte((byte)((source.IsNullable ? 1 : 0) | (target.IsNullable ? 2 : 0)));
        code.Raw.WriteCount(label);
        code.Raw.WriteHeapType(source.HeapType);
        code.Raw.WriteHeapType(target.HeapType);
    }

    private void ParseCatches(ByteWriter bytes)
    {
        ByteWriter clauses = new();
        var count = 0;
        while (TryOpenCatch(out var kind))
        {
            count++;
            clauses.WriteByte((byte)kind);
            if (kind is CatchKind.Catch or CatchKind.CatchRef)
                clauses.WriteCount(scope.Tags.Resolve(cursor));
            clauses.WriteCount(ParseLabel());
            cursor.Close();
        }

        bytes.WriteCount(count);
        bytes.WriteBytes(clauses.Written);
    }

    private bool TryOpenCatch(out CatchKind kind)
    {
        kind = cursor.IsOpen("catch_ref") ? CatchKind.CatchRef
            : cursor.IsOpen("catch_all") ? CatchKind.CatchAll
            : cursor.IsOpen("catch_all_ref") ? CatchKind.CatchAllRef
            : CatchKind.Catch;
        if (kind == CatchKind.Catch && !cursor.IsOpen("catch"))
            return false;
        cursor.Position += 2;
        return true;
    }
}
