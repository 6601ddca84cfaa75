using System.Reflection.Emit;
using Krait.Runtime.Store;

namespace Krait.Runtime.IlCompiler;

// Fuel: what runs cost is in FunctionScan, and where it is paid and checked follows from that alone.
internal sealed partial class FunctionCompiler
{
    private LocalBuilder? _fuelPointer;
    private LocalBuilder? _fuelLeft;

    private void EmitFuelPointer()
    {
        _fuelPointer = _frame.Declare(typeof(nint));
        _fuelLeft = _frame.Declare(typeof(long));
        _context.Load(nameof(GuestContext.Fuel), OpCodes.Ldind_I);
        _il.Emit(OpCodes.Stloc, _fuelPointer);
        EmitFuelLoad();
    }

    // Between calls the remaining fuel is in a variable; the store's counter is up to date whenever other code can see it.
    private void EmitFuelLoad()
    {
        if (_fuelPointer is null)
            return;
        _il.Emit(OpCodes.Ldloc, _fuelPointer);
        _il.Emit(OpCodes.Ldind_I8);
        _il.Emit(OpCodes.Stloc, _fuelLeft!);
    }

    private void EmitFuelSave()
    {
        if (_fuelPointer is null)
            return;
        _il.Emit(OpCodes.Ldloc, _fuelPointer);
        _il.Emit(OpCodes.Ldloc, _fuelLeft!);
        _il.Emit(OpCodes.Stind_I8);
    }

    private void EmitCharge(int cost)
    {
        if (_isDead || cost == 0 || !_plan.Options.MeterFuel)
            return;
        _operands.EmptyIlStack();
        _il.Emit(OpCodes.Ldloc, _fuelLeft!);
        _il.Emit(OpCodes.Ldc_I4, cost);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _fuelLeft!);
    }

    // At entries, loop heads and returns and before calls: between two of them there is no more work than the function
    // has code, and whoever used more than was left is found out before anybody can see its results.
    private void EmitFuelCheck()
    {
        if (_isDead || !_plan.Options.MeterFuel)
            return;
        _operands.EmptyIlStack();
        _il.Emit(OpCodes.Ldloc, _fuelLeft!);
        _il.Emit(OpCodes.Ldc_I4_0);
        _il.Emit(OpCodes.Conv_I8);
        _il.Emit(OpCodes.Blt, _cold.OutOfFuel(_codeOffset));
    }
}
