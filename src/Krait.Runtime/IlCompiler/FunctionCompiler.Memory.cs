using System.Reflection.Emit;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

// Loads, stores, globals and divisions. A memory access, with index i and constant offset o, size s:
//
//   ea = (nuint)(uint)i              zero-extended, so that the sums below cannot wrap
//   if (ea > length - (o + s)) goto outOfBounds      or, for memories that may be empty, ea + (o + s) > length
//   *(base + ea + o)
//
// SAFETY: i is below 2^32 and o + s below 2^33, so the comparison is exact; base + length is inside the reservation.
internal sealed partial class FunctionCompiler
{
    private LocalBuilder? _memoryBase;
    private LocalBuilder? _memoryLength;
    private LocalBuilder? _effectiveAddress;

    private void EmitMemoryBase()
    {
        _memoryBase = _frame.Declare(typeof(nint));
        _memoryLength = _frame.Declare(typeof(nuint));
        _effectiveAddress = _frame.Declare(typeof(nuint));
        _context.Load(nameof(GuestContext.MemoryBase), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _memoryBase);
        EmitMemoryLength();
    }

    // Kept in a variable, so that the just-in-time compiler can tell repeated checks from new ones. Only memory.grow and
    // calls change it.
    private void EmitMemoryLength()
    {
        if (_memoryLength is null)
            return;
        _context.Load(nameof(GuestContext.MemoryLength), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _memoryLength);
    }

    private void EmitAccess(WasmOp op, ulong offset, int lane)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        EmitAddress(op, offset, hasValueAbove: signature.ParameterCount == 2);
        if (OpFacts.SinceOf(op) == WasmFeatures.Simd)
        {
            EmitVectorAccess(op, lane);
            return;
        }

        if (signature.HasResult)
        {
            MemoryAccess.EmitLoad(_il, op);
            _operands.PushResult(StackKinds.Of(signature.Result()), depth: 2);
            _operands.LimitTop(Maximum.OfLoad(op));
            return;
        }

        _operands.Load(1);
        _operands.Drop();
        MemoryAccess.EmitStore(_il, op);
    }

    // Leaves the checked address on the IL stack. It is the top operand, which is taken, or lies below a value that stays.
    private void EmitAddress(WasmOp op, ulong offset, bool hasValueAbove)
    {
        int addressFromTop = hasValueAbove ? 1 : 0;
        ulong endOffset = offset + (ulong)OpFacts.AccessBytesOf(op);
        if (IsKnownInBounds(addressFromTop, endOffset))
            EmitUncheckedAddress(hasValueAbove);
        else if (IsInMinimum(_operands.MaximumOf(addressFromTop), endOffset) || (_inBounds is not null && _inBounds.Contains(_codeOffset)))
            EmitAddressOf(addressFromTop);
        else
            EmitCheckedAddress(addressFromTop, endOffset);
        if (offset == 0)
            return;
        EmitNative(offset);
        _il.Emit(OpCodes.Add);
    }

    // An address in a local that was checked before, or a constant inside the memory's declared minimum.
    private bool IsKnownInBounds(int addressFromTop, ulong endOffset)
    {
        if (_operands.TryGetConstant(addressFromTop, out long address))
            return IsInMinimum((uint)address, endOffset);
        int local = _operands.LocalOf(addressFromTop);
        return 0 <= local && _addresses.IsChecked(local, endOffset);
    }

    private bool IsInMinimum(uint address, ulong endOffset) =>
        address + endOffset <= _plan.Module.MemoryTypes[0].Limits.Minimum * Memory.PageSizeBytes;

    private void EmitUncheckedAddress(bool isStore)
    {
        // A store's value is loaded above the address, so it must not be on the IL stack yet.
        if (isStore)
            _operands.EmptyIlStack();
        _il.Emit(OpCodes.Ldloc, _memoryBase!);
        if (isStore)
            _operands.EmitCopy(1);
        else
            _operands.Load(1);
        _il.Emit(OpCodes.Conv_U4);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Add);
    }

    private void EmitCheckedAddress(int addressFromTop, ulong endOffset)
    {
        int local = _operands.LocalOf(addressFromTop);
        EmitEffectiveAddress(addressFromTop);
        EmitComparison(endOffset);
        _il.Emit(OpCodes.Bgt_Un, _cold.Trap(TrapCode.OutOfBoundsMemoryAccess, _codeOffset));
        if (0 <= local)
            _addresses.Learn(local, endOffset);
        EmitAddressInMemory();
    }

    // For an access that cannot be out of bounds: by its address's maximum, or by the test in front of a counted loop.
    private void EmitAddressOf(int fromTop)
    {
        EmitEffectiveAddress(fromTop);
        EmitAddressInMemory();
    }

    private void EmitAddressInMemory()
    {
        _il.Emit(OpCodes.Ldloc, _memoryBase!);
        _il.Emit(OpCodes.Ldloc, _effectiveAddress!);
        _il.Emit(OpCodes.Add);
    }

    // A memory that never has less than a page leaves room to subtract: length - (o + s) is the same for many accesses, so
    // the just-in-time compiler computes it once, ahead of loops.
    private void EmitComparison(ulong endOffset)
    {
        bool hasPage = 0 < _plan.Module.MemoryTypes[0].Limits.Minimum && endOffset <= Memory.PageSizeBytes;
        _il.Emit(OpCodes.Ldloc, _effectiveAddress!);
        if (!hasPage)
        {
            EmitNative(endOffset);
            _il.Emit(OpCodes.Add);
        }

        _il.Emit(OpCodes.Ldloc, _memoryLength!);
        if (hasPage)
        {
            EmitNative(endOffset);
            _il.Emit(OpCodes.Sub);
        }
    }

    // For a load the address is the top operand and is taken; for a store it lies below the value and stays.
    private void EmitEffectiveAddress(int fromTop)
    {
        if (fromTop == 0)
        {
            _operands.ClearBelow(1);
            _operands.Load(1);
        }
        else
        {
            _operands.EmptyIlStack();
            _operands.EmitCopy(fromTop);
        }

        _il.Emit(OpCodes.Conv_U4);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Stloc, _effectiveAddress!);
    }

    private void EmitNative(ulong value)
    {
        if (value <= int.MaxValue)
            _il.Emit(OpCodes.Ldc_I4, (int)value);
        else
            _il.Emit(OpCodes.Ldc_I8, (long)value);
        _il.Emit(OpCodes.Conv_U);
    }

    private void EmitMemorySize()
    {
        _context.Load(nameof(GuestContext.MemoryLength), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Ldc_I4, 16);
        _il.Emit(OpCodes.Shr_Un);
        _il.Emit(OpCodes.Conv_I4);
        _operands.PushResult(StackKind.I32);
    }

    private void EmitGlobalGet(int global)
    {
        StackKind kind = EmitGlobalAddress(global);
        MemoryAccess.EmitLoad(_il, kind);
        _operands.PushResult(kind);
    }

    private void EmitGlobalSet(int global)
    {
        // The address goes below the value, which therefore must not be on the IL stack yet.
        _operands.EmptyIlStack();
        StackKind kind = EmitGlobalAddress(global);
        _operands.Load(1);
        MemoryAccess.EmitStore(_il, kind);
    }

    // A defined global's value is in the context; for an imported one its address is.
    private StackKind EmitGlobalAddress(int global)
    {
        int offset = _plan.Layout.Global(global);
        if (global < _plan.Module.ImportedGlobalCount)
            _context.Load(offset, OpCodes.Ldind_I);
        else
            _context.Address(offset);
        return StackKinds.Of(_plan.Module.GlobalTypes[global].Value);
    }

    // Division faults for two divisors, 0 and -1; one comparison finds both, and the rest happens in a cold block.
    private bool TryEmitDivision(WasmOp op)
    {
        if (op is not (>= WasmOp.I32DivS and <= WasmOp.I32RemU or >= WasmOp.I64DivS and <= WasmOp.I64RemU))
            return false;
        bool isSigned = op is WasmOp.I32DivS or WasmOp.I32RemS or WasmOp.I64DivS or WasmOp.I64RemS;
        bool isRemainder = op is WasmOp.I32RemS or WasmOp.I32RemU or WasmOp.I64RemS or WasmOp.I64RemU;
        StackKind kind = _operands.KindFromTop(0);
        OpCode code = isRemainder ? (isSigned ? OpCodes.Rem : OpCodes.Rem_Un) : isSigned ? OpCodes.Div : OpCodes.Div_Un;
        bool isKnown = _operands.TryGetConstant(0, out long divisor);
        if (isKnown && divisor != 0 && !(isSigned && divisor == -1))
        {
            int depth = _operands.Load(2);
            _il.Emit(code);
            _operands.PushResult(kind, depth);
            return true;
        }

        _operands.EmptyIlStack();
        int height = _operands.Height - 2;
        if (isSigned)
            EmitSignedDivision(code, kind, height, isRemainder);
        else
            EmitUnsignedDivision(code, kind);
        return true;
    }

    private void EmitUnsignedDivision(OpCode code, StackKind kind)
    {
        _operands.EmitCopy(0);
        _il.Emit(OpCodes.Brfalse, _cold.Trap(TrapCode.IntegerDivideByZero, _codeOffset));
        _operands.Load(2);
        _il.Emit(code);
        _operands.PushResult(kind);
    }

    private void EmitSignedDivision(OpCode code, StackKind kind, int height, bool isRemainder)
    {
        LocalBuilder result = _frame.Slot(height, kind);
        Label done = _il.DefineLabel();
        _operands.SaveTop(2);
        LocalBuilder divisor = _frame.Slot(height + 1, kind);
        int codeOffset = _codeOffset;
        Label special = _cold.Other(() => EmitSpecialDivision(kind, result, divisor, isRemainder, codeOffset, done));

        // (unsigned)(divisor + 1) <= 1 holds for -1 and 0 alone.
        _il.Emit(OpCodes.Ldloc, divisor);
        Constants.Emit(_il, kind, 1);
        _il.Emit(OpCodes.Add);
        Constants.Emit(_il, kind, 1);
        _il.Emit(OpCodes.Ble_Un, special);
        _operands.Load(2);
        _il.Emit(code);
        _il.Emit(OpCodes.Stloc, result);
        _il.MarkLabel(done);
        _operands.PushSlot(kind);
    }

    // The divisor is 0 or -1; the dividend is where the result goes. By -1 the quotient is the negated dividend unless
    // that is the most negative number, and the remainder is 0.
    private void EmitSpecialDivision(StackKind kind, LocalBuilder dividend, LocalBuilder divisor, bool isRemainder, int codeOffset, Label done)
    {
        Label fails = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, divisor);
        _il.Emit(OpCodes.Brfalse, fails);
        if (!isRemainder)
        {
            _il.Emit(OpCodes.Ldloc, dividend);
            Constants.Emit(_il, kind, kind == StackKind.I32 ? int.MinValue : long.MinValue);
            _il.Emit(OpCodes.Beq, fails);
        }

        Constants.Emit(_il, kind, 0);
        if (!isRemainder)
        {
            _il.Emit(OpCodes.Ldloc, dividend);
            _il.Emit(OpCodes.Sub);
        }

        _il.Emit(OpCodes.Stloc, dividend);
        _il.Emit(OpCodes.Br, done);
        _il.MarkLabel(fails);
        _il.Emit(OpCodes.Ldloc, divisor);
        _il.Emit(OpCodes.Conv_I8);
        _cold.EmitThrow(nameof(Failures.Division), codeOffset);
    }
}
