using System;
using Krait.Runtime.Store;

namespace Krait.Runtime.IlCompiler;

/// <summary>Makes the exceptions that generated code throws. Generated code calls these in cold blocks.</summary>
internal static unsafe class Failures
{
    public static Exception Trap(int code, int function, int codeOffset) =>
        new TrapException((TrapCode)code, new TrapSite(function, codeOffset));

    /// <summary>For a set interrupt flag or a used-up stack.</summary>
    public static Exception Interrupted(int function, int codeOffset, GuestContext* context) =>
        References.InstanceOf(context->Instance).Store.InterruptError(new TrapSite(function, codeOffset));

    /// <summary>For a fuel counter below zero.</summary>
    public static Exception OutOfFuel(int function, int codeOffset, GuestContext* context) =>
        References.InstanceOf(context->Instance).Store.FuelError(new TrapSite(function, codeOffset));

    /// <summary>For a division whose divisor is 0 or -1 and that has no result.</summary>
    public static Exception Division(long divisor, int function, int codeOffset) =>
        Trap((int)(divisor == 0 ? TrapCode.IntegerDivideByZero : TrapCode.IntegerOverflow), function, codeOffset);

    /// <summary>For an indirect call whose index, entry or type does not fit.</summary>
    public static Exception IndirectCall(uint index, TableView* table, int function, int codeOffset)
    {
        TrapCode code = table->Length <= index ? TrapCode.UndefinedElement
            : table->Entries[index] == 0 ? TrapCode.UninitializedElement
            : TrapCode.IndirectCallTypeMismatch;
        return Trap((int)code, function, codeOffset);
    }

    /// <summary>Pays for a bulk operation, one unit per byte or element.</summary>
    public static void ChargeBulk(int units, int function, int codeOffset, GuestContext* context)
    {
        *context->Fuel -= (uint)units;
        if (*context->Fuel < 0)
            throw OutOfFuel(function, codeOffset, context);
    }
}
