using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// The IL variables of one function: guest parameters are IL arguments, declared locals are IL locals, and each operand
// stack position has one IL local per kind, made when first needed. Few variables with many definitions keep the
// just-in-time compiler below the sizes at which it gives up optimising.

/// <summary>Maps guest locals and operand positions to IL variables.</summary>
internal sealed class FrameLayout
{
    /// <summary>IL variables a function may need; the format's own limit is 65,535.</summary>
    public const int MaximumVariables = 60_000;

    private readonly ILGenerator _il;
    private readonly StackKind[] _kinds;
    private readonly LocalBuilder[] _locals;
    private readonly int _parameterCount;
    private readonly List<LocalBuilder?>[] _slots = [[], [], [], [], []];
    private int _variableCount;

    public FrameLayout(ILGenerator il, FunctionType type, FunctionBody body)
    {
        _il = il;
        _parameterCount = type.Parameters.Length;
        int declared = 0;
        foreach (LocalRun run in body.Locals)
            declared += run.Count;
        _kinds = new StackKind[_parameterCount + declared];
        for (int i = 0; i < _parameterCount; i++)
            _kinds[i] = StackKinds.Of(type.Parameters[i]);
        _locals = new LocalBuilder[declared];
        int next = 0;
        foreach (LocalRun run in body.Locals)
        {
            StackKind kind = StackKinds.Of(run.Type);
            for (int i = 0; i < run.Count; i++)
            {
                _kinds[_parameterCount + next] = kind;
                _locals[next++] = Declare(StackKinds.ClrType(kind));
            }
        }
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
        if (_parameterCount <= local)
            _il.Emit(OpCodes.Ldloc, _locals[local - _parameterCount]);
        else
            EmitArgument(local);
    }

    public void EmitSet(int local)
    {
        if (_parameterCount <= local)
            _il.Emit(OpCodes.Stloc, _locals[local - _parameterCount]);
        else if (local <= byte.MaxValue)
            _il.Emit(OpCodes.Starg_S, (byte)local);
        else
            _il.Emit(OpCodes.Starg, (short)local);
    }

    /// <summary>Pushes the context, which is the last argument.</summary>
    public void EmitContext() => EmitArgument(_parameterCount);

    /// <summary>Sets every declared local to zero, as the guest expects.</summary>
    public void EmitZeroLocals()
    {
        for (int i = 0; i < _locals.Length; i++)
        {
            Constants.Emit(_il, _kinds[_parameterCount + i], bits: 0);
            _il.Emit(OpCodes.Stloc, _locals[i]);
        }
    }

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
