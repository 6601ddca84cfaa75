using System;
using System.Collections.Immutable;
using System.Reflection.Emit;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Tail calls. The prefix `tail.` makes the just-in-time compiler give the callee the caller's frame: with a jump where the
// arguments fit into the stack area that the caller got its own in, otherwise through a buffer and a helper that calls. Results
// beyond the first are in the scratch words of the store whoever returns in the end, so nothing has to be done after the call.
internal sealed partial class FunctionCompiler
{
    private enum CallForm
    {
        Call,
        TailCall,
    }

    private void EmitReturnCall(int function)
    {
        FunctionType type = _plan.Module.FunctionTypeOf(function);
        if (_part is not null)
        {
            EmitTailCallFromPart(WasmOp.ReturnCall, function, secondIndex: 0, type.Parameters.Length);
            return;
        }

        EmitFuelCheck();
        BeginPlace();
        EmitNameCallee(function);
        EmitTailCall(type, () => EmitCallOf(function, type, CallForm.TailCall));
    }

    private void EmitReturnCallIndirect(int typeIndex, int table)
    {
        FunctionType type = _plan.Module.FunctionTypeAt(typeIndex);
        if (_part is not null)
        {
            EmitTailCallFromPart(WasmOp.ReturnCallIndirect, typeIndex, table, type.Parameters.Length + 1);
            return;
        }

        EmitFuelCheck();
        BeginPlace();
        EmitFindCallee(typeIndex, table);
        EmitTailCall(type, () => EmitCallOfCallee(type, CallForm.TailCall));
    }

    private void EmitTailCall(FunctionType type, Action emitCall)
    {
        int count = type.Parameters.Length;
        if (_regionDepth == 0)
        {
            _operands.Load(count);
            emitCall();
            _il.Emit(OpCodes.Ret);
            BeginDead();
            return;
        }

        // The call replaces the tries around it too: it is made where they have been left.
        _operands.SaveTop(count);
        int first = _operands.Height - count;
        ImmutableArray<Krait.Wasm.ValueType> types = type.Parameters;
        Label call = _functionCold.Other(() =>
        {
            for (int i = 0; i < count; i++)
                _il.Emit(OpCodes.Ldloc, _frame.Slot(first + i, StackKinds.Of(types[i])));
            emitCall();
            _il.Emit(OpCodes.Ret);
        });
        _il.Emit(OpCodes.Leave, call);
        BeginDead();
    }
}
