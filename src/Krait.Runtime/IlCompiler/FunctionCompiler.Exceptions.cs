using System.Collections.Generic;
using System.Collections.Immutable;
using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.IlCompiler;

// Tries and throws. A try is an IL try region whose handler does nothing but leave:
//
//   try        the body; branches out of it and returns are `leave`; its cold blocks stand at its end
//   filter     is it an exception of the guest that one of the clauses catches?
//   handler    leaves
//   dispatch   ordinary code: finds the clause, brings the values to operand slots, goes on in the clause's arm or at its label
//
// The filter runs before anything is unwound. What it does not want passes by without being caught, so an uncaught exception
// knows all its frames, and a delegate is a note for the filters further out: skip until this one. Traps, limits and the host's
// exceptions are of other types than the one the filters look for.
//
// The handler only leaves, because until it has ended the frames of whoever threw stay on the stack.
internal sealed partial class FunctionCompiler
{
    private readonly List<LocalBuilder> _exceptions = [];
    private int _regionDepth;
    private int _armDepth;
    private LocalBuilder? _result;
    private Label? _returnLabel;

    private void BeginTry(BlockKind kind, BlockType blockType)
    {
        FunctionType type = blockType.Resolve(_plan.Module);
        TryShape shape = _scan.Tries.Next();
        _operands.Settle();
        _blocks.Add(new Block(kind, type, _operands.Height - type.Parameters.Length, _il.DefineLabel())
        {
            Region = _regionDepth,
            AddressesBefore = _addresses.Now(),
            Try = new OpenTry(shape, shape.NeedsHandler ? ExceptionLocal() : null, _cold, _codeOffset),
        });
        if (!shape.NeedsHandler)
            return;
        _il.BeginExceptionBlock();
        _regionDepth++;
        _cold = _cold.ForRegion();
        EmitRegionStart();
    }

    // RyuJIT of .NET 10 dies (a null reference of its own, which ends the process) of two regions that begin at the same
    // instruction if a branch goes there: something that it cannot leave out has to stand between their beginnings.
    private void EmitRegionStart()
    {
        _context.LoadVolatile(nameof(GuestContext.Interrupt), OpCodes.Ldind_I4);
        _il.Emit(OpCodes.Pop);
    }

    private void SetClauses(CatchTable clauses)
    {
        foreach (CatchClause clause in clauses)
            _blocks[^1].Try!.Clauses.Add(clause);
    }

    // One for each depth of arms: a try in an arm must not overwrite what the arm may still throw again.
    private LocalBuilder ExceptionLocal()
    {
        while (_exceptions.Count <= _armDepth)
            _exceptions.Add(_frame.Declare(typeof(GuestException)));
        return _exceptions[_armDepth];
    }

    // The end of a try_table or of a try without arms.
    private void EndTry(Block block)
    {
        OpenTry open = block.Try!;
        if (!open.Shape.NeedsHandler)
            return;
        EndBody(block);
        CloseRegion(open);
        if (block.Kind == BlockKind.TryTable)
            DispatchToLabels(block);
        else if (!block.IsUsed)
            EmitNeverReached();
    }

    // Code has to end in some way also where it always traps or throws: behind a handler that catches nothing, as that of a try
    // that delegates, and behind a part that does not return.
    private void EmitNeverReached()
    {
        _il.Emit(OpCodes.Ldnull);
        _il.Emit(OpCodes.Throw);
    }

    private void BeginArm()
    {
        Block block = _blocks[^1];
        OpenTry open = block.Try!;
        EndBody(block);
        if (block.Kind == BlockKind.Try)
        {
            CloseRegion(open);
            DispatchToArms(open);
            block.Kind = BlockKind.Arm;
            _armDepth++;
        }

        int tag = open.Shape.Tags[open.NextArm];
        _il.MarkLabel(open.Arms[open.NextArm++]);
        ImmutableArray<ValueType> values = TypesOf(tag);
        EnterAt(block, []);
        _followsPart = _split is not null;
        PushValues(open, values);
    }

    // From the end of the body or of an arm to the end of the whole.
    private void EndBody(Block block)
    {
        if (_isDead)
            return;
        _operands.SaveTop(block.Type.Results.Length);
        EmitGoTo(block);
        Use(block);
        BeginDead();
    }

    private void CloseRegion(OpenTry open)
    {
        _cold.EmitAll();
        _cold = open.ColdAround;
        if (open.Shape.SkipTo == 0 && open.Shape.Tags.Contains(TryShape.AllTags) && !_scan.Tries.HasSkips)
        {
            _il.BeginCatchBlock(typeof(GuestException));
            _il.Emit(OpCodes.Stloc, open.Exception!);
        }
        else
        {
            _il.BeginExceptFilterBlock();
            EmitFilter(open);
            _il.BeginCatchBlock(null);
            _il.Emit(OpCodes.Pop);
        }

        _il.EndExceptionBlock();
        _regionDepth--;
    }

    private void EmitFilter(OpenTry open)
    {
        TryShape shape = open.Shape;
        Label no = _il.DefineLabel();
        Label yes = _il.DefineLabel();
        Label end = _il.DefineLabel();
        _il.Emit(OpCodes.Isinst, typeof(GuestException));
        _il.Emit(OpCodes.Stloc, open.Exception!);
        _il.Emit(OpCodes.Ldloc, open.Exception!);
        _il.Emit(OpCodes.Brfalse, no);
        if (shape.SkipTo != 0)
            EmitDelegation(shape.SkipTo, no);
        else
            EmitMatch(open, yes, no);
        _il.MarkLabel(no);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Br, end);
        _il.MarkLabel(yes);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.MarkLabel(end);
    }

    private void EmitMatch(OpenTry open, Label yes, Label no)
    {
        if (_scan.Tries.HasSkips)
        {
            Label seen = _il.DefineLabel();
            EmitSkip();
            _il.Emit(OpCodes.Brfalse, seen);
            EmitSkip();
            _il.Emit(OpCodes.Ldc_I4, open.Shape.Id);
            _il.Emit(OpCodes.Bne_Un, no);
            SetSkip(0);
            _il.MarkLabel(seen);
        }

        foreach (int tag in open.Shape.Tags)
            EmitIfTag(open, tag, yes);
    }

    private void EmitIfTag(OpenTry open, int tag, Label target)
    {
        if (tag == TryShape.AllTags)
        {
            _il.Emit(OpCodes.Br, target);
            return;
        }

        _il.Emit(OpCodes.Ldloc, open.Exception!);
        _il.Emit(OpCodes.Call, GuestThrows.TagNumber);
        _context.Load(_plan.Layout.Tag(tag), OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Beq, target);
    }

    // A handler is entered: what callees may have changed is read again, and what was thrown is replaced by what is kept.
    private void EmitHandlerEntry(OpenTry open)
    {
        EmitFuelLoad();
        EmitMemoryLength();
        _followsPart = _split is not null;
        _ilOffsets.Add(_il.ILOffset);
        _codeOffsets.Add(open.CodeOffset);
        _il.Emit(OpCodes.Ldloc, open.Exception!);
        _il.Emit(OpCodes.Call, GuestThrows.Method(nameof(GuestThrows.Keep)));
        _il.Emit(OpCodes.Stloc, open.Exception!);
    }

    // Only the try with arms comes here with tags; the filter has found that one of them fits.
    private void DispatchToArms(OpenTry open)
    {
        EmitHandlerEntry(open);
        foreach (int tag in open.Shape.Tags)
        {
            Label arm = _il.DefineLabel();
            open.Arms.Add(arm);
            EmitIfTag(open, open.Arms.Count == open.Shape.Tags.Count ? TryShape.AllTags : tag, arm);
        }
    }

    private void DispatchToLabels(Block block)
    {
        OpenTry open = block.Try!;
        EmitHandlerEntry(open);
        List<Label> entries = [];
        foreach (CatchClause clause in open.Clauses)
        {
            entries.Add(_il.DefineLabel());
            EmitIfTag(open, entries.Count == open.Clauses.Count ? TryShape.AllTags : clause.TagIndex, entries[^1]);
        }

        for (int i = 0; i < entries.Count; i++)
        {
            _il.MarkLabel(entries[i]);
            EmitClause(block, open.Clauses[i]);
        }
    }

    // Labels are counted from the blocks around the try_table, which is still open here.
    private void EmitClause(Block block, CatchClause clause)
    {
        _isDead = false;
        _operands.CutTo(block.BaseHeight);
        PushValues(block.Try!, TypesOf(clause.TagIndex));
        if (clause.Kind is CatchKind.CatchRef or CatchKind.CatchAllRef)
        {
            _il.Emit(OpCodes.Ldloc, block.Try!.Exception!);
            _frame.EmitContext();
            _il.Emit(OpCodes.Call, GuestThrows.Method(nameof(GuestThrows.Refer)));
            _operands.PushResult(StackKind.I64);
            _operands.EmptyIlStack();
        }

        EmitJump(TargetOf(clause.Label + 1));
        BeginDead();
    }

    private ImmutableArray<ValueType> TypesOf(int tag) =>
        tag == TryShape.AllTags ? [] : _plan.Module.FunctionTypeAt(_plan.Module.TagTypes[tag].TypeIndex).Parameters;

    // The caught exception's values become operands, through the scratch words.
    private void PushValues(OpenTry open, ImmutableArray<ValueType> types)
    {
        if (types.IsEmpty)
            return;
        _il.Emit(OpCodes.Ldloc, open.Exception!);
        _frame.EmitContext();
        _il.Emit(OpCodes.Call, GuestThrows.Method(nameof(GuestThrows.Unpack)));
        int word = 0;
        foreach (ValueType type in types)
        {
            Word.Scratch(_il, _frame.EmitContext, word);
            Word.Load(_il, type);
            word += WordCounts.Of(type);
            _operands.PushResult(StackKinds.Of(type));
            _operands.EmptyIlStack();
        }
    }

    private void EmitThrow(int tag)
    {
        ImmutableArray<ValueType> types = TypesOf(tag);
        EmitFuelCheck();
        BeginPlace();
        int word = 0;
        for (int i = 0; i < types.Length; i++)
        {
            Word.Scratch(_il, _frame.EmitContext, word);
            _operands.EmitCopy(types.Length - 1 - i);
            Word.Store(_il, types[i]);
            word += WordCounts.Of(types[i]);
        }

        _il.Emit(OpCodes.Ldc_I4, tag);
        EmitPlace();
        _frame.EmitContext();
        EmitThrown(nameof(GuestThrows.Make));
    }

    private void EmitRethrow(int depth)
    {
        EmitFuelCheck();
        BeginPlace();
        if (depth < _blocks.Count)
            _il.Emit(OpCodes.Ldloc, _blocks[_blocks.Count - 1 - depth].Try!.Exception!);
        else
            _frame.EmitRethrown(_main!._blocks.Count - 1 - (depth - _blocks.Count));
        EmitPlace();
        EmitThrown(nameof(GuestThrows.Again));
    }

    private void EmitThrowReference()
    {
        EmitFuelCheck();
        BeginPlace();
        _operands.Load(1);
        EmitPlace();
        _frame.EmitContext();
        EmitThrown(nameof(GuestThrows.OfReference));
    }

    private void EmitPlace()
    {
        _il.Emit(OpCodes.Ldc_I4, _functionIndex);
        _il.Emit(OpCodes.Ldc_I4, _codeOffset);
    }

    private void EmitThrown(string method)
    {
        _il.Emit(OpCodes.Call, GuestThrows.Method(method));
        _il.Emit(OpCodes.Throw);
        BeginDead();
    }

    // A return inside of a try region leaves the region with the first result in a variable.
    private void EmitReturnFromTry()
    {
        _returnLabel ??= _il.DefineLabel();
        if (!_type.Results.IsEmpty)
        {
            _result ??= _frame.Declare(ClrTypes.ReturnOf(_type));
            _il.Emit(OpCodes.Stloc, _result);
        }

        EmitFuelSave();
        _il.Emit(OpCodes.Leave, _returnLabel.Value);
    }

    private void EmitReturnOfTries()
    {
        if (_returnLabel is not Label label)
            return;
        _il.MarkLabel(label);
        if (_result is not null)
            _il.Emit(OpCodes.Ldloc, _result);
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>What a block that is a try needs until its end.</summary>
    private sealed class OpenTry(TryShape shape, LocalBuilder? exception, ColdBlocks coldAround, int codeOffset)
    {
        public TryShape Shape { get; } = shape;

        /// <summary>Holds what the filter saw, then what the arms may throw again.</summary>
        public LocalBuilder? Exception { get; } = exception;

        public ColdBlocks ColdAround { get; } = coldAround;

        public int CodeOffset { get; } = codeOffset;

        /// <summary>The clauses of a try_table.</summary>
        public List<CatchClause> Clauses { get; } = [];

        /// <summary>Where the arms of a try begin.</summary>
        public List<Label> Arms { get; } = [];

        public int NextArm { get; set; }
    }
}
