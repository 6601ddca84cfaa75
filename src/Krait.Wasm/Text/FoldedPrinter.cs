using System;
using System.Collections.Generic;
using System.Text;

namespace Krait.Wasm.Text;

// Prints code with operands inside their instruction's parentheses. An instruction takes in those right before it while each of
// them gives one value, so the order never changes and code that is not even valid reads back to the same bytes.
internal sealed class FoldedPrinter
{
    // An expression that short stands on one line.
    private const int LongestLine = 72;

    // Operands inside operands, and blocks inside blocks, beyond which the layout is flat: parentheses have a limit too.
    private const int DeepestFolding = 500;
    private const int DeepestBlock = 10_000;

    private readonly Module _module;
    private readonly ModuleNames _names;
    private readonly StringBuilder _text;
    private readonly StringBuilder _heads = new();
    private readonly InstructionPrinter _instructions;
    private readonly Stack<Frame> _open = new();
    private readonly Stack<Step> _steps = new();
    private string _headTexts = "";

    public FoldedPrinter(Module module, ModuleNames names, StringBuilder text)
    {
        _module = module;
        _names = names;
        _text = text;
        _instructions = new InstructionPrinter(module, names, _heads);
    }

    // What becomes of the parts of an instruction: operands, then the bodies of a block with the words in front of them.
    private sealed record Node(int HeadStart, int HeadLength, List<Node> Operands)
    {
        public List<Arm> Arms { get; } = [];

        public int Given { get; set; }

        public int Depth { get; set; } = 1;

        // Characters on one line; blocks take lines of their own.
        public int Length { get; set; }
    }

    // A body of a block. Its head, such as "then" or "catch $tag", is empty for the plain body of a block.
    private sealed record Arm(int HeadStart, int HeadLength, List<Node> Nodes);

    private sealed record Frame(Node Block, WasmOp Op, BlockType Type);

    // A node, an arm or closing parentheses still to be written.
    private readonly record struct Step(Node? Node, Arm? Arm, int Indent, string Close);

    // Gives false, and prints nothing, for code that nests too deeply.
    public bool TryPrintBody(int functionIndex, FunctionBody body, PrintedNames locals)
    {
        if (Build(functionIndex, body, locals) is not { } nodes)
            return false;
        _names.KeepLabels(functionIndex, _instructions.BlockCount);
        _headTexts = _heads.ToString();
        Push(nodes, 0);
        while (_steps.TryPop(out var step))
            Write(step);
        return true;
    }

    private List<Node>? Build(int functionIndex, FunctionBody body, PrintedNames locals)
    {
        _heads.Clear();
        _open.Clear();
        _instructions.Begin(functionIndex, locals);
        Arm function = new(0, 0, []);
        var current = function.Nodes;
        InstructionReader reader = new(body.Code.Span, body.CodeOffsetInModule);
        while (!reader.AtEnd)
        {
            var op = reader.Read();
            if (op == WasmOp.End && reader.AtEnd && _open.Count == 0)
                break;
            if (_open.Count > DeepestBlock || (IsInsideBlock(op) && !IsInPlace(op)))
                return null;
            if (op is WasmOp.End or WasmOp.Delegate)
                current = EndBlock(op, ref reader, function);
            else if (IsInsideBlock(op))
                current = AddArm(op, ref reader);
            else
                current = AddInstruction(op, ref reader, current);
        }

        return _open.Count == 0 ? function.Nodes : null;
    }

    // Whether the innermost block may go on like that; code of a module that is not valid need not.
    private bool IsInPlace(WasmOp op)
    {
        if (!_open.TryPeek(out var frame))
            return false;
        var arms = frame.Block.Arms.Count;
        return op switch
        {
            WasmOp.End => true,
            WasmOp.Else => frame.Op == WasmOp.If && arms == 1,
            WasmOp.Delegate => frame.Op == WasmOp.Try && arms == 1,
            _ => frame.Op == WasmOp.Try,
        };
    }

    private static bool IsInsideBlock(WasmOp op) => op is WasmOp.Else or WasmOp.Catch or WasmOp.CatchAll or WasmOp.End or WasmOp.Delegate;

    private List<Node> AddInstruction(WasmOp op, ref InstructionReader reader, List<Node> current)
    {
        var isBlock = OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable;
        var arity = isBlock ? new InstructionArity(op == WasmOp.If ? 1 : 0, 0) : InstructionArity.Of(_module, op, ref reader);
        var operands = TakeOperands(current, arity.Taken);
        var start = _heads.Length;
        _instructions.PrintInstruction(op, ref reader);
        Node node = new(start, _heads.Length - start, operands) { Given = arity.Given };
        node.Length = node.HeadLength + 2;
        foreach (var operand in operands)
            Include(node, operand);
        current.Add(node);
        if (!isBlock)
            return current;
        node.Length = LongestLine + 1;
        var head = op switch
        {
            WasmOp.If => "then",
            WasmOp.Try => "do",
            _ => "",
        };
        _open.Push(new Frame(node, op, reader.BlockType));
        return NewArm(node, head);
    }

    // The last nodes that give that many values one by one, taken out of the list; none where something stands between.
    private static List<Node> TakeOperands(List<Node> current, int count)
    {
        var start = current.Count - count;
        if (count == 0 || start < 0)
            return [];
        for (var i = start; i < current.Count; i++)
        {
            if (current[i].Given != 1 || current[i].Depth >= DeepestFolding)
                return [];
        }

        var operands = current.GetRange(start, count);
        current.RemoveRange(start, count);
        return operands;
    }

    private static void Include(Node node, Node part)
    {
        node.Depth = Math.Max(node.Depth, part.Depth + 1);
        node.Length = Math.Min(node.Length + part.Length + 1, LongestLine + 1);
    }

    private List<Node> NewArm(Node block, string head)
    {
        var start = _heads.Length;
        _heads.Append(head);
        block.Arms.Add(new Arm(start, head.Length, []));
        return block.Arms[^1].Nodes;
    }

    private List<Node> AddArm(WasmOp op, ref InstructionReader reader)
    {
        var block = _open.Peek().Block;
        var start = _heads.Length;
        _instructions.PrintInstruction(op, ref reader);
        block.Arms.Add(new Arm(start, _heads.Length - start, []));
        return block.Arms[^1].Nodes;
    }

    private List<Node> EndBlock(WasmOp op, ref InstructionReader reader, Arm function)
    {
        var frame = _open.Pop();
        var block = frame.Block;
        _instructions.EndBlock();
        if (op == WasmOp.Delegate)
        {
            var start = _heads.Length;
            _instructions.PrintInstruction(op, ref reader);
            block.Arms.Add(new Arm(start, _heads.Length - start, []));
        }

        var type = frame.Type.TypeIndex < 0 ? null : _module.FunctionTypeOrNull(frame.Type.TypeIndex);
        block.Given = type?.Results.Length ?? (frame.Type.Result is null ? 0 : 1);
        if (type is { Parameters.IsEmpty: false })
            block.Given = -1;
        foreach (var arm in block.Arms)
        {
            foreach (var node in arm.Nodes)
                block.Depth = Math.Max(block.Depth, node.Depth + 1);
        }

        return _open.TryPeek(out var outer) ? outer.Block.Arms[^1].Nodes : function.Nodes;
    }

    private void Push(List<Node> nodes, int indent)
    {
        for (var i = nodes.Count - 1; 0 <= i; i--)
            _steps.Push(new Step(nodes[i], null, indent, ""));
    }

    private void Write(Step step)
    {
        if (step.Node is { } node)
            WriteNode(node, step.Indent);
        else if (step.Arm is { } arm)
            WriteArm(arm, step.Indent);
        else
            _text.Append(step.Close);
    }

    private void WriteNode(Node node, int indent)
    {
        NewLine(indent);
        if (node.Length <= LongestLine)
        {
            WriteInLine(node);
            return;
        }

        _text.Append('(').Append(_headTexts, node.HeadStart, node.HeadLength);
        _steps.Push(new Step(null, null, 0, ")"));
        for (var i = node.Arms.Count - 1; 0 <= i; i--)
            _steps.Push(new Step(null, node.Arms[i], indent + 1, ""));
        Push(node.Operands, indent + 1);
    }

    // At most a line, so the recursion ends soon.
    private void WriteInLine(Node node)
    {
        _text.Append('(').Append(_headTexts, node.HeadStart, node.HeadLength);
        foreach (var operand in node.Operands)
        {
            _text.Append(' ');
            WriteInLine(operand);
        }

        _text.Append(')');
    }

    private void WriteArm(Arm arm, int indent)
    {
        if (arm.HeadLength == 0)
        {
            Push(arm.Nodes, indent);
            return;
        }

        NewLine(indent);
        _text.Append('(').Append(_headTexts, arm.HeadStart, arm.HeadLength);
        _steps.Push(new Step(null, null, 0, ")"));
        Push(arm.Nodes, indent + 1);
    }

    private void NewLine(int indent) => _text.Append('\n').Append(' ', 4 + (2 * Math.Min(indent, InstructionPrinter.DeepestIndent)));
}
