using System;
using System.Collections.Generic;
using System.Collections.Immutable;

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

    private readonly record struct OpenConstruct(OpenKind Kind, int PendingStart, Label Label, int Position, CodeHint[]? Hints = null);

    // What a block is called: where branches name it, and in the name section.
    private readonly record struct Label(string? Identifier, string? Name);

    private const string BranchHint = "metadata.code.branch_hint";

    private readonly InstructionWriter _code = new();
    private readonly InstructionWriter _pending = new();
    private readonly List<OpenConstruct> _open = [];
    private readonly List<SourceMark> _marks = [];
    private readonly List<CodeHint> _hints = [];
    private readonly List<PlacedHint> _metadata = [];
    private readonly ImmutableSortedDictionary<int, string>.Builder _labelNames = ImmutableSortedDictionary.CreateBuilder<int, string>();
    private readonly LabelStack _labels = new();
    private NameTable _locals = new("local");
    private int _blockCount;

    // Where the instructions parsed last stand in the text, in order of their code.
    public SourceMark[] Marks => _marks.ToArray();

    // Names of the blocks of the code parsed last, counted in order of their instructions.
    public ImmutableSortedDictionary<int, string> LabelNames => _labelNames.ToImmutable();

    // Annotations for tools of the code parsed last.
    public IReadOnlyCollection<PlacedHint> Metadata => _metadata;

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
        _hints.Clear();
        _metadata.Clear();
        _labelNames.Clear();
        _blockCount = 0;
        while (_open.Count > 0 || (cursor.Position < endPosition && !cursor.AtClose))
        {
            if (cursor.AtOpen && cursor.Tokens.TextOf(cursor.Position + 1) is ['@', ..])
                ParseHint();
            else if (cursor.AtOpen)
                OpenFolded();
            else if (cursor.AtClose)
                CloseFolded();
            else
                ParseFlat();
        }

        if (_hints.Count > 0)
            throw cursor.Tokens.Error(_hints[0].Position, $"@{_hints[0].Section} annotation: no instruction follows");
    }

    // (@metadata.code.NAME "...") belongs to the instruction behind it.
    private void ParseHint()
    {
        if (!cursor.Tokens.TextOf(cursor.Position + 1).StartsWith(TextLexer.CodeMetadata))
            throw cursor.Unexpected("an instruction");
        var place = ++cursor.Position;
        var annotation = cursor.Word("an annotation").ToString();
        foreach (var other in _hints)
        {
            if (other.Section == annotation[1..])
                throw cursor.Tokens.Error(place, $"{annotation} annotation: duplicate annotation");
        }

        _hints.Add(new CodeHint(annotation[1..], cursor.ReadStrings(), place));
        cursor.Close();
    }

    // The annotations read since the last instruction, for this one.
    private CodeHint[]? TakeHints(WasmOp op)
    {
        if (_hints.Count == 0)
            return null;
        foreach (var hint in _hints)
        {
            if (hint.Section == BranchHint && op is not (WasmOp.If or WasmOp.BrIf))
                throw cursor.Tokens.Error(hint.Position, $"@{BranchHint} annotation: invalid target '{OpFacts.TextOf(op)}'");
        }

        var hints = _hints.ToArray();
        _hints.Clear();
        return hints;
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
        var hints = TakeHints(op);
        if (op == WasmOp.If)
        {
            var label = ReadLabel();
            var start = _pending.Length;
            _pending.Structured(op, types.ParseBlockType());
            _open.Add(new OpenConstruct(OpenKind.FoldedIf, start, label, place, hints));
        }
        else if (IsBlock(op))
        {
            var label = ReadLabel();
            Mark(place, hints);
            WriteBlockHead(op);
            var kind = op == WasmOp.Try ? OpenKind.FoldedTry : OpenKind.FoldedBlock;
            _open.Add(new OpenConstruct(kind, _pending.Length, label, place));
            PushLabel(label);
        }
        else
        {
            var start = _pending.Length;
            ParseInstruction(op, _pending);
            _open.Add(new OpenConstruct(OpenKind.Folded, start, default, place, hints));
        }
    }

    // (then ...) after the condition, (else ...) after (then ...), and the arms of try.
    private bool TryArm(OpenConstruct top)
    {
        switch (top.Kind)
        {
            case OpenKind.FoldedIf when cursor.TryOpen("then"):
                FlushPending(top);
                PushLabel(top.Label);
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

        _open.Add(new OpenConstruct(OpenKind.FoldedBlock, -1, default, cursor.Position));
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
            case OpenKind.Folded: FlushPending(top); break;
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
        Mark(place, TakeHints(op));
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
            PushLabel(label);
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
        if (cursor.TryIdentifier() is { } label && label != _open[^1].Label.Identifier)
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
        if (TextKeywords.IsToken(cursor.Text))
            return cursor.Unexpected("an instruction");
        var hint = OpTexts.Suggest(cursor.Text) is { } suggestion ? $", did you mean '{suggestion}'" : "";
        return cursor.Error($"unknown operator {cursor.Text}{hint}");
    }

    private Label ReadLabel()
    {
        var identifier = cursor.TryIdentifier();
        return new Label(identifier, cursor.TryNameAnnotation() ?? identifier);
    }

    private void PushLabel(Label label)
    {
        if (label.Name is not null)
            _labelNames[_blockCount] = label.Name;
        _blockCount++;
        _labels.Push(label.Identifier);
    }

    private static bool IsBlock(WasmOp op) => op is WasmOp.Block or WasmOp.Loop or WasmOp.TryTable or WasmOp.Try;

    private void WriteBlockHead(WasmOp op)
    {
        _code.Structured(op, types.ParseBlockType());
        if (op == WasmOp.TryTable)
            ParseCatches(_code.Raw);
    }

    private void Mark(int place, CodeHint[]? hints)
    {
        _marks.Add(new SourceMark(_code.Length, cursor.Tokens[place].Start));
        foreach (var hint in hints ?? [])
            _metadata.Add(new PlacedHint(hint.Section, hint.Bytes, _code.Length));
    }

    private void FlushPending(OpenConstruct folded)
    {
        Mark(folded.Position, folded.Hints);
        _code.Append(_pending.Raw.Written[folded.PendingStart..]);
        _pending.Raw.Truncate(folded.PendingStart);
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
