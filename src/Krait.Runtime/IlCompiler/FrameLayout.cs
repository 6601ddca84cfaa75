using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Runtime.Splitting;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.IlCompiler;

// The IL variables of one function: guest parameters are IL arguments, declared locals are IL locals, and each operand
// stack position has one IL local per kind, made when first needed. Few variables with many definitions keep the
// just-in-time compiler below the sizes at which it gives up optimising.
//
// In what is left of a split function, locals that its parts use too are in the frame (FrameCells). Arguments that are copied there
// stay unused.

/// <summary>Maps guest locals and operand positions to IL variables.</summary>
internal sealed class FrameLayout
{
    /// <summary>IL variables a function may need; the format's own limit is 65,535.</summary>
    public const int MaximumVariables = 60_000;

    private readonly ILGenerator _il;
    private readonly StackKind[] _kinds;
    private readonly LocalBuilder?[] _locals;
    private readonly int _parameterCount;
    private readonly List<LocalBuilder?>[] _slots = [[], [], [], [], []];
    private readonly LocalBuilder?[] _passing = new LocalBuilder?[StackKinds.Count];
    private readonly SplitFunction? _split;
    private readonly FunctionPart? _part;
    private readonly LocalBuilder? _frame;
    private int _variableCount;

    /// <summary>The variables of a whole function, or of what is left of a split one.</summary>
    /// <param name="il">The method.</param>
    /// <param name="type">The function's type.</param>
    /// <param name="body">The function.</param>
    /// <param name="split">Its parts; null where it has none.</param>
    public FrameLayout(ILGenerator il, FunctionType type, FunctionBody body, SplitFunction? split)
    {
        _il = il;
        _split = split;
        _kinds = split?.Kinds ?? KindsOf(type, body);
        _parameterCount = type.Parameters.Length;
        _locals = new LocalBuilder?[_kinds.Length];
        if (split is not null)
        {
            _frame = Declare(split.Cells.Type);
            return;
        }

        for (int i = _parameterCount; i < _kinds.Length; i++)
            _locals[i] = Declare(StackKinds.ClrType(_kinds[i]));
    }

    /// <summary>The variables of a part. Its first argument is the frame.</summary>
    public FrameLayout(ILGenerator il, SplitFunction split, FunctionPart part)
    {
        _il = il;
        _split = split;
        _part = part;
        _kinds = split.Kinds;
        _parameterCount = 1;
        _locals = new LocalBuilder?[_kinds.Length];
    }

    /// <summary>The kind of each guest local.</summary>
    public static StackKind[] KindsOf(FunctionType type, FunctionBody body)
    {
        int count = type.Parameters.Length;
        foreach (LocalRun run in body.Locals)
            count += run.Count;
        StackKind[] kinds = new StackKind[count];
        int next = 0;
        foreach (ValueType parameter in type.Parameters)
            kinds[next++] = StackKinds.Of(parameter);
        foreach (LocalRun run in body.Locals)
        {
            Array.Fill(kinds, StackKinds.Of(run.Type), next, run.Count);
            next += run.Count;
        }

        return kinds;
    }

    /// <summary>Whether compiling a function could need more variables than there may be; its locals and operands bound them.</summary>
    public static bool MayHaveTooManyVariables(Module module, int defined, FunctionShape shape)
    {
        const int OtherVariables = 64;
        long count = OtherVariables + ((long)shape.MaximumOperands * StackKinds.Count) + shape.MaximumNesting;
        foreach (LocalRun run in module.Functions[defined].Body.Locals)
            count += run.Count;
        return MaximumVariables <= count;
    }

    public int LocalCount => _kinds.Length;

    /// <summary>IL variables so far, guest parameters included.</summary>
    public int VariableCount => _variableCount + _parameterCount;

    public StackKind KindOf(int local) => _kinds[local];

    /// <summary>A new IL local outside the guest's view.</summary>
    /// <exception cref="ResourceLimitException">The function needs too many.</exception>
    public LocalBuilder Declare(Type type)
    {
        if (MaximumVariables <= ++_variableCount)
            throw new ResourceLimitException(ResourceKind.FunctionLocals, MaximumVariables);
        return _il.DeclareLocal(type);
    }

    /// <summary>The IL local of an operand position.</summary>
    public LocalBuilder Slot(int height, StackKind kind)
    {
        List<LocalBuilder?> slots = _slots[(int)kind];
        if (MaximumVariables <= height)
            throw new ResourceLimitException(ResourceKind.FunctionLocals, MaximumVariables);
        while (slots.Count <= height)
            slots.Add(null);
        return slots[height] ??= Declare(StackKinds.ClrType(kind));
    }

    public void EmitGet(int local)
    {
        if (IsArgument(local))
        {
            EmitArgument(local);
        }
        else if (IsInFrame(local))
        {
            EmitCell(_split!.Cells.OffsetOf(local));
            MemoryAccess.EmitLoad(_il, _kinds[local]);
        }
        else
        {
            _il.Emit(OpCodes.Ldloc, VariableOf(local));
        }
    }

    public void EmitSet(int local)
    {
        if (IsInFrame(local))
        {
            StackKind kind = _kinds[local];
            LocalBuilder value = _passing[(int)kind] ??= Declare(StackKinds.ClrType(kind));
            _il.Emit(OpCodes.Stloc, value);
            EmitCell(_split!.Cells.OffsetOf(local));
            _il.Emit(OpCodes.Ldloc, value);
            MemoryAccess.EmitStore(_il, kind);
        }
        else if (!IsArgument(local))
        {
            _il.Emit(OpCodes.Stloc, VariableOf(local));
            if (_part is not null && _part.WrittenThrough.Contains(local))
                EmitStore(local);
        }
        else if (local <= byte.MaxValue)
        {
            _il.Emit(OpCodes.Starg_S, (byte)local);
        }
        else
        {
            _il.Emit(OpCodes.Starg, (short)local);
        }
    }

    /// <summary>Pushes the context, which is the argument behind the guest's own.</summary>
    public void EmitContext() => EmitArgument(_parameterCount);

    /// <summary>Pushes the exception that a handler around this part has caught.</summary>
    /// <param name="block">One of <see cref="FunctionPart.Rethrown"/>.</param>
    public void EmitRethrown(int block) => EmitArgument(_parameterCount + 1 + _part!.Rethrown.IndexOf(block));

    /// <summary>Pushes the address of something in the frame of a split function.</summary>
    public void EmitCell(int offset)
    {
        if (_frame is not null)
            _il.Emit(OpCodes.Ldloca, _frame);
        else
            _il.Emit(OpCodes.Ldarg_0);
        FrameCells.EmitAdd(_il, offset);
    }

    /// <summary>Sets every declared local to zero, as the guest expects.</summary>
    public void EmitZeroLocals()
    {
        for (int i = 0; i < _kinds.Length; i++)
        {
            if (_split is not null && !_split.Plan.IsLiveAtEntry[i])
                continue;
            if (_parameterCount <= i)
            {
                Constants.Emit(_il, _kinds[i], bits: 0);
                EmitSet(i);
            }
            else if (IsInFrame(i))
            {
                EmitArgument(i);
                EmitSet(i);
            }
        }
    }

    /// <summary>Brings a part's variable for a local to its value in the frame.</summary>
    public void EmitLoad(int local)
    {
        EmitCell(_split!.Cells.OffsetOf(local));
        MemoryAccess.EmitLoad(_il, _kinds[local]);
        _il.Emit(OpCodes.Stloc, VariableOf(local));
    }

    /// <summary>Brings the value of a part's variable for a local to the frame.</summary>
    public void EmitStore(int local)
    {
        EmitCell(_split!.Cells.OffsetOf(local));
        _il.Emit(OpCodes.Ldloc, VariableOf(local));
        MemoryAccess.EmitStore(_il, _kinds[local]);
    }

    private bool IsInFrame(int local) => _frame is not null && _split!.Cells.Holds(local);

    private bool IsArgument(int local) => _part is null && local < _parameterCount && !IsInFrame(local);

    private LocalBuilder VariableOf(int local) => _locals[local] ??= Declare(StackKinds.ClrType(_kinds[local]));

    private void EmitArgument(int index)
    {
        switch (index)
        {
            case 0: _il.Emit(OpCodes.Ldarg_0); break;
            case 1: _il.Emit(OpCodes.Ldarg_1); break;
            case 2: _il.Emit(OpCodes.Ldarg_2); break;
            case 3: _il.Emit(OpCodes.Ldarg_3); break;
            case <= byte.MaxValue: _il.Emit(OpCodes.Ldarg_S, (byte)index); break;
            default: _il.Emit(OpCodes.Ldarg, (short)index); break;
        }
    }
}
