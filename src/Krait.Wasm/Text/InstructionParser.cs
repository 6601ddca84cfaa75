using System;
using System.Collections.Generic;

namespace Krait.Wasm.Text;

// Instructions, flat and folded, to code. Folding and nesting use an explicit stack, so deep input is only slow to read.
// Immediates are in the other part of the class.
// Spec: text/instructions.
internal sealed partial class InstructionParser(TokenCursor cursor, ModuleScope scope, TypeParser types)
{
    private enum OpenKind
    {
        // ( op operands ): the instruction waits in _pending until its operands are written.
        Folded,

        // ( block ... ): ends with its parenthesis.
        FoldedBlock,

        // ( if condition ...: the instruction waits until (then.
        FoldedIf,
        FoldedThen,
        FoldedElse,

        // ( try (do ...) (catch ...)* or (delegate label).
        FoldedTry,
        FoldedDelegated,

        // block ... end.
        FlatBlock,
        FlatIf,
        FlatElse,
        FlatTry,
    }

    private readonly record struct OpenConstruct(OpenKind Kind, int PendingStart, string? Label, int Position);

    private readonly InstructionWriter _code = new();
    private readonly InstructionWriter _pending = new();
    private readonly List<OpenConstruct> _open = [];
    private readonly List<SourceMark> _marks = [];
    private readonly LabelStack _labels = new();
    private NameTable _locals = new("local");

    // Where the instructions parsed last stand in the text, in order of their code.
    public SourceMark[] Marks => _marks.ToArray();

    // Instructions up to the parenthesis that closes what the cursor is in, then `end`.
    public byte[] ParseBody(NameTable locals)
    {
        _locals = locals;
        _code.Clear();
        ParseUntil(endPosition: int.MaxValue);
        return _code.End().ToArray();
    }

    // One folded instruction with its operands, then `end`.
    public byte[] ParseFoldedExpression()
    {
        _code.Clear();
        ParseUntil(endPosition: cursor.Current.Match + 1);
        return _code.End().ToArray();
    }

    private void ParseUntil(int endPosition)
    {
        _open.Clear();
        _labels.Clear();
        _pending.Clear();
        _marks.Clear();
        while (_open.Count > 0 || (cursor.Position < endPosition && !cursor.AtClose))
        {
            if (cursor.AtOpen)
                OpenFolded();
            else if (cursor.AtClose)
                CloseFolded();
            else
                ParseFlat();
        }
    }

    private void OpenFolded()
    {
        if (_open.Count > 0 && TryArm(_open[^1]))
            return;
        if (_open.Count > 0 && _open[^1].Kind is OpenKind.FoldedThen or OpenKind.FoldedElse or OpenKind.FoldedTry or OpenKind.FoldedDelegated)
            throw cursor.Unexpected("an arm of the instruction, or ')'");
        var place = cursor.Position++;
        var op = ReadOp(place);
        if (op is WasmOp.Else or WasmOp.End or WasmOp.Catch or WasmOp.CatchAll or WasmOp.Delegate)
            throw cursor.Tokens.Error(place + 1, $"unexpected token: '{OpFacts.TextOf(op)}' has no folded form here");
        if (op == WasmOp.If)
        {
            var label = ReadLabel();
            var start = _pending.Length;
            _pending.Structured(op, types.ParseBlockType());
            _open.Add(new OpenConstruct(OpenKind.FoldedIf, start, label, place));
        }
        else if (IsBlock(op))
        {
            var label = ReadLabel();
            Mark(place);
            WriteBlockHead(op);
            var kind = op == WasmOp.Try ? OpenKind.FoldedTry : OpenKind.FoldedBlock;
            _open.Add(new OpenConstruct(kind, _pending.Length, label, place));
            _labels.Push(label);
        }
        else
        {
            var start = _pending.Length;
            ParseInstruction(op, _pending);
            _open.Add(new OpenConstruct(OpenKind.Folded, start, null, place));
        }
    }

    // (then ...) after the condition, (else ...) after (then ...), and the arms of try.
    private bool TryArm(OpenConstruct top)
    {
        switch (top.Kind)
        {
            case OpenKind.FoldedIf when cursor.TryOpen("then"):
                FlushPending(top.PendingStart, top.Position);
                _labels.Push(top.Label);
                _open[^1] = top with { Kind = OpenKind.FoldedThen };
                break;
            case OpenKind.FoldedThen when cursor.TryOpen("else"):
                _code.Else();
                _open[^1] = top with { Kind = OpenKind.FoldedElse };
                break;
            case OpenKind.FoldedTry when cursor.TryOpen("do"): break;
            case OpenKind.FoldedTry when cursor.TryOpen("catch"): WriteCatch(WasmOp.Catch); break;
            case OpenKind.FoldedTry when cursor.TryOpen("catch_all"): WriteCatch(WasmOp.CatchAll); break;
            case OpenKind.FoldedTry when cursor.TryOpen("delegate"):
                WriteDelegate();
                _open[^1] = top with { Kind = OpenKind.FoldedDelegated };
                break;
            default: return false;
        }

        _open.Add(new OpenConstruct(OpenKind.FoldedBlock, -1, null, cursor.Position));
        return true;
    }

    private void WriteCatch(WasmOp op)
    {
        if (op == WasmOp.Catch)
            _code.Op(op, scope.Tags.Resolve(cursor));
        else
            _code.Op(op);
    }

    // Ends its block; the label counts from outside of it.
    private void WriteDelegate()
    {
        _labels.Pop();
        _code.Op(WasmOp.Delegate, ParseLabel());
    }

    private void CloseFolded()
    {
        var top = _open[^1];
        switch (top.Kind)
        {
            case OpenKind.Folded: FlushPending(top.PendingStart, top.Position); break;
            case OpenKind.FoldedBlock when top.PendingStart < 0: break; // The arm of an if; the if itself ends later.
            case OpenKind.FoldedDelegated: break;
            case OpenKind.FoldedBlock or OpenKind.FoldedThen or OpenKind.FoldedElse or OpenKind.FoldedTry:
                _code.End();
                _labels.Pop();
                break;
            case OpenKind.FoldedIf: throw cursor.Unexpected("(then ...)");
            default: throw cursor.Unexpected("'end'");
        }

        _open.RemoveAt(_open.Count - 1);
        cursor.Close();
    }

    private void ParseFlat()
    {
        if (_open.Count > 0 && _open[^1].Kind is not (OpenKind.FoldedBlock or OpenKind.FlatBlock or OpenKind.FlatIf or OpenKind.FlatElse or OpenKind.FlatTry))
            throw cursor.Unexpected("'(' or ')'");
        var place = cursor.Position;
        var op = ReadOp(place);
        Mark(place);
        if (IsBlock(op) || op == WasmOp.If)
        {
            var label = ReadLabel();
            WriteBlockHead(op);
            var kind = op switch
            {
                WasmOp.If => OpenKind.FlatIf,
                WasmOp.Try => OpenKind.FlatTry,
                _ => OpenKind.FlatBlock,
            };
            _open.Add(new OpenConstruct(kind, 0, label, place));
            _labels.Push(label);
        }
        else if (op == WasmOp.Else)
        {
            RequireFlat(place, OpenKind.FlatIf);
            _open[^1] = _open[^1] with { Kind = OpenKind.FlatElse };
            RequireSameLabel();
            _code.Else();
        }
        else if (op == WasmOp.End)
        {
            RequireFlat(place, OpenKind.FlatBlock, OpenKind.FlatIf, OpenKind.FlatElse, OpenKind.FlatTry);
            RequireSameLabel();
            _code.End();
            _open.RemoveAt(_open.Count - 1);
            _labels.Pop();
        }
        else if (op is WasmOp.Catch or WasmOp.CatchAll)
        {
            RequireFlat(place, OpenKind.FlatTry);
            WriteCatch(op);
        }
        else if (op == WasmOp.Delegate)
        {
            RequireFlat(place, OpenKind.FlatTry);
            WriteDelegate();
            _open.RemoveAt(_open.Count - 1);
        }
        else
        {
            ParseInstruction(op, _code);
        }
    }

    private void RequireFlat(int place, params ReadOnlySpan<OpenKind> kinds)
    {
        if (_open.Count == 0 || !kinds.Contains(_open[^1].Kind))
            throw cursor.Tokens.Error(place, $"unexpected token: no block that '{cursor.Tokens.TextOf(place)}' could belong to");
    }

    // else and end may repeat the label of their block.
    private void RequireSameLabel()
    {
        var place = cursor.Position;
        if (cursor.TryIdentifier() is { } label && label != _open[^1].Label)
            throw cursor.Tokens.Error(place, $"mismatching label ${label}");
    }

    private WasmOp ReadOp(int place)
    {
        if (!cursor.AtWord)
            throw cursor.Unexpected("an instruction");
        if (!OpFacts.TryParse(cursor.Text.ToString(), out var op))
            throw UnknownOperator();
        cursor.Position++;
        return op;
    }

    private MalformedModuleException UnknownOperator()
    {
        var hint = OpTexts.Suggest(cursor.Text) is { } suggestion ? $", did you mean '{suggestion}'" : "";
        return cursor.Error($"unknown operator '{cursor.Text}'{hint}");
    }

    private string? ReadLabel() => cursor.TryIdentifier();

    private static bool IsBlock(WasmOp op) => op is WasmOp.Block or WasmOp.Loop or WasmOp.TryTable or WasmOp.Try;

    private void WriteBlockHead(WasmOp op)
    {
        _code.Structured(op, types.ParseBlockType());
        if (op == WasmOp.TryTable)
            ParseCatches(_code.Raw);
    }

    private void Mark(int place) => _marks.Add(new SourceMark(_code.Length, cursor.Tokens[place].Start));

    private void FlushPending(int start, int place)
    {
        Mark(place);
        _code.Append(_pending.Raw.Written[start..]);
        _pending.Raw.Truncate(start);
    }

    private int ParseLabel()
    {
        if (!cursor.AtIdentifier)
            return (int)cursor.ReadU32("a label");
        var place = cursor.Position;
        var name = cursor.ReadIdentifier();
        var depth = _labels.DepthOf(name);
        if (0 <= depth)
            return depth;
        throw cursor.Tokens.Error(place, $"unknown label ${name}");
    }
}
