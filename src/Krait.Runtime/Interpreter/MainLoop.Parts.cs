using System.Runtime.CompilerServices;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

// What the main loop calls.
internal static unsafe partial class MainLoop
{
    // Zero-extended, so that the sum cannot wrap.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Address(long operand, int offset) => (uint)operand + (ulong)(uint)offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save(Activation* activation, Instruction* ip, long* fp, GuestContext* context)
    {
        activation->Ip = ip;
        activation->Frame = fp;
        activation->Context = context;
    }

    // The record of a table's entry, or null if there is none of the type.
    private static FunctionRecord* Callee(TableView* table, uint index, int type)
    {
        if (table->Length <= index)
            return null;
        FunctionRecord* record = (FunctionRecord*)table->Entries[index];
        return record is null || record->TypeId != type ? null : record;
    }

    // What is not in the loop: one call, one switch of the group.
    private static Instruction* Elsewhere(Instruction* ip, long* fp, GuestContext* context)
    {
        if (ip->Op < Opcode.Misc)
            NumericDispatch.Execute(ip, fp);
        else if (ip->Op < Opcode.Bulk)
            NumericDispatch.ExecuteSaturating(ip, fp);
        else if (ip->Op < Opcode.Vector)
            BulkDispatch.Execute(ip, fp, context);
        else
            return VectorDispatch.Execute(ip, fp, context);
        return ip + 1;
    }
}
