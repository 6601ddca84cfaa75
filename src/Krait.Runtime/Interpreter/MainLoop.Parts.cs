using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Runtime.IlCompiler;
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

    // Tail calls. The arguments move to where this function's own were, downwards, and the results will be there too; the
    // header, which may be overwritten, becomes the callee's. From then on, whatever fails does so in the caller's frame.
    private static void EnterInPlace(Activation* activation, FunctionEntry* callee, GuestContext* target)
    {
        Instruction* ip = activation->Ip;
        long* arguments = LeaveFrame(activation, ip, callee->ParameterWords, out Instruction* next);
        long* frame = arguments + callee->ParameterWords;
        bool isInterrupted = callee->ChecksInterrupt != 0 && Volatile.Read(ref target->Interrupt) != 0;
        if (activation->StackEnd < frame + callee->FrameWords || isInterrupted)
        {
            activation->Entering = callee;
            activation->EnteringContext = target;
            throw Failures.Interrupted(-1, -1, target);
        }

        frame[0] = (long)next;
        frame[1] = (long)activation->Frame;
        frame[2] = (long)activation->Context;
        frame[3] = (long)callee;
        new Span<long>(frame + FunctionEntry.HeaderWords, callee->LocalWords).Clear();
        Save(activation, callee->Code, frame, target);
    }

    private static void CallHostInPlace(Activation* activation, FunctionRecord* record, ValueStack stack)
    {
        Instruction* ip = activation->Ip;
        stack.Top = activation->Frame + ((FunctionEntry*)activation->Frame[3])->FrameWords;
        long* words = LeaveFrame(activation, ip, ip->C, out Instruction* next);
        HostEntry.Call(record->Context, words);
        activation->Ip = next;
    }

    // Goes back to the caller, with arguments in the place of this function's. Gives their place and the caller's next instruction.
    private static long* LeaveFrame(Activation* activation, Instruction* ip, int words, out Instruction* next)
    {
        long* frame = activation->Frame;
        long* arguments = frame - ((FunctionEntry*)frame[3])->ParameterWords;
        next = (Instruction*)frame[0];
        Save(activation, next - 1, (long*)frame[1], (GuestContext*)frame[2]);
        new ReadOnlySpan<long>(frame + ip->A, words).CopyTo(new Span<long>(arguments, words));
        return arguments;
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
