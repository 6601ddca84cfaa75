using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Ir;
using Krait.Wasm;

namespace Krait.Python.Emit;

/// <summary>Writes the code of one function. The IR is lowered, so every node is one or a few instructions.</summary>
internal sealed partial class FunctionEmitter
{
    private readonly IrFunction _function;
    private readonly DebugBuilder _debug;
    private readonly int _heapBase;
    private readonly InstructionWriter _code = new();
    private readonly List<IrLabel?> _labels = [];
    private readonly List<DebugEntry> _entries = [];

    // A local.set that waits: if the same local is read next, both become one local.tee.
    private IrLocal? _waitingSet;

    private FunctionEmitter(IrFunction function, DebugBuilder debug, int heapBase)
    {
        _function = function;
        _debug = debug;
        _heapBase = heapBase;
    }

    /// <summary>The function's body; its places go into the debug section.</summary>
    public static FunctionBody Emit(IrFunction function, DebugBuilder debug, int heapBase)
    {
        var emitter = new FunctionEmitter(function, debug, heapBase);
        ImmutableArray<LocalRun> locals = emitter.NumberLocals();
        emitter.Note(function.Span);
        emitter.EmitAll(function.Body);
        emitter.Flush();
        if (!emitter.EndsInExit())
        {
            // Control cannot get here, but the validator wants results.
            if (function.ReturnType != IrType.Void || function.MultipleResults is not null)
                emitter._code.Unreachable();
        }

        emitter._code.End();
        debug.AddFunction(function, emitter._entries);
        return new FunctionBody(locals, emitter._code.ToArray());
    }

    public static ValueType TypeOf(IrType type) => type switch
    {
        IrType.I64 => ValueType.I64,
        IrType.F64 => ValueType.F64,
        _ => ValueType.I32,
    };

    private bool EndsInExit() => _function.Body is [.., IrReturn or IrReturnMany or IrTrap];

    private ImmutableArray<LocalRun> NumberLocals()
    {
        int index = 0;
        foreach (IrLocal parameter in _function.Parameters)
            parameter.Index = index++;
        var seen = new HashSet<IrLocal>(_function.Parameters);
        var locals = new List<IrLocal>();
        void See(IrLocal local)
        {
            if (seen.Add(local))
                locals.Add(local);
        }

        IrWalker.ForEach(
            _function.Body,
            statement => { if (statement is IrSet set) See(set.Local); },
            expression => { if (expression is IrLocalGet get) See(get.Local); });
        var runs = ImmutableArray.CreateBuilder<LocalRun>();
        foreach (IGrouping<IrType, IrLocal> group in locals.GroupBy(local => local.Type))
        {
            foreach (IrLocal local in group)
                local.Index = index++;
            runs.Add(new LocalRun(group.Count(), TypeOf(group.Key)));
        }

        return runs.ToImmutable();
    }

    private void Flush()
    {
        if (_waitingSet is { } local)
        {
            _waitingSet = null;
            _code.LocalSet(local.Index);
        }
    }

    private InstructionWriter Code
    {
        get
        {
            Flush();
            return _code;
        }
    }

    private void Note(SourceSpan span)
    {
        Flush();
        _entries.Add(new DebugEntry(_code.Length, span, 0, null));
    }

    private void EmitAll(List<IrStmt> statements)
    {
        foreach (IrStmt statement in statements)
            Emit(statement);
    }

    private void Emit(IrStmt statement)
    {
        switch (statement)
        {
            case IrSet n:
                Emit(n.Value);
                Flush();
                _waitingSet = n.Local;
                break;
            case IrSetGlobal n:
                Emit(n.Value);
                Code.GlobalSet(n.Global.Index);
                break;
            case IrStore n:
                Emit(n.Address);
                Emit(n.Value);
                Code.Memory(n.Op, OpFacts.AccessBytesOf(n.Op), (ulong)n.Offset);
                break;
            case IrDo n:
                Emit(n.Value);
                if (n.Value.Type != IrType.Void)
                    Code.Drop();
                break;
            case IrEffect n:
                EmitAll(n.Args);
                EmitEffect(n.Op);
                break;
            case IrIf n:
                EmitIf(n);
                break;
            case IrBlock n:
                EmitStructured(WasmOp.Block, n.Label, n.Body);
                break;
            case IrLoop n:
                // The engine checks its limits at the loop instruction itself, so the place is noted before it.
                Note(n.Span);
                _code.Loop();
                _labels.Add(n.Label);
                EmitAll(n.Body);
                EndStructured();
                break;
            case IrBranch n:
                Code.Br(DepthOf(n.Target));
                break;
            case IrReturn n:
                if (n.Value is { } value)
                    Emit(value);
                Code.Return();
                break;
            case IrReturnMany n:
                EmitAll(n.Values);
                Code.Return();
                break;
            case IrTrap n:
                Flush();
                _entries.Add(new DebugEntry(_code.Length, n.Site.Span, n.TypeId == 0 ? DebugEntry.PendingException : n.TypeId, n.Message));
                _code.Unreachable();
                break;
            default:
                throw new InternalErrorException($"{statement.GetType().Name} reached the emitter");
        }
    }

    private void EmitEffect(WasmOp op)
    {
        if (op == WasmOp.MemoryCopy)
            Code.MemoryCopy();
        else
            Code.MemoryFill();
    }

    private void EmitStructured(WasmOp op, IrLabel? label, List<IrStmt> body)
    {
        Flush();
        _code.Structured(op, BlockType.Empty);
        _labels.Add(label);
        EmitAll(body);
        EndStructured();
    }

    private void EndStructured()
    {
        Flush();
        _code.End();
        _labels.RemoveAt(_labels.Count - 1);
    }

    private int DepthOf(IrLabel label)
    {
        for (int i = _labels.Count - 1; 0 <= i; i--)
        {
            if (ReferenceEquals(_labels[i], label))
                return _labels.Count - 1 - i;
        }

        throw new InternalErrorException($"branch to label '{label.Name}' outside of its block in '{_function.Name}'");
    }

    private void EmitAll(IrExpr[] expressions)
    {
        foreach (IrExpr expression in expressions)
            Emit(expression);
    }

    private void Emit(IrExpr expression)
    {
        switch (expression)
        {
            case IrConst n:
                EmitConst(n);
                break;
            case IrDataAddress n:
                Code.I32Const(n.Data.Address);
                break;
            case IrHeapBase:
                Code.I32Const(_heapBase);
                break;
            case IrSiteNumber n:
                Code.I32Const(_debug.NumberOf(_function, n.Site.Span));
                break;
            case IrLocalGet n:
                EmitGet(n.Local);
                break;
            case IrGlobalGet n:
                Code.GlobalGet(n.Global.Index);
                break;
            case IrApply n:
                EmitAll(n.Args);
                EmitPlain(n.Op);
                break;
            case IrLoad n:
                Emit(n.Address);
                Code.Memory(n.Op, OpFacts.AccessBytesOf(n.Op), (ulong)n.Offset);
                break;
            case IrCall n:
                EmitAll(n.Args);
                if (0 < n.Site.Span.End)
                    Note(n.Site.Span);
                Code.Call(n.Target.Index);
                break;
            case IrSequence n:
                EmitAll(n.Statements);
                Emit(n.Value);
                break;
            case IrChoose n:
                EmitChoose(n);
                break;
            default:
                throw new InternalErrorException($"{expression.GetType().Name} reached the emitter");
        }
    }

    private void EmitGet(IrLocal local)
    {
        if (ReferenceEquals(_waitingSet, local))
        {
            _waitingSet = null;
            _code.LocalTee(local.Index);
            return;
        }

        Code.LocalGet(local.Index);
    }

    private void EmitPlain(WasmOp op)
    {
        if (op == WasmOp.MemoryGrow)
            Code.MemoryGrow();
        else if (op == WasmOp.MemorySize)
            Code.MemorySize();
        else
            Code.Op(op);
    }

    private void EmitConst(IrConst n)
    {
        if (n.Type == IrType.I64)
            Code.I64Const(n.Bits);
        else if (n.Type == IrType.F64)
            Code.F64ConstBits((ulong)n.Bits);
        else
            Code.I32Const((int)n.Bits);
    }
}
