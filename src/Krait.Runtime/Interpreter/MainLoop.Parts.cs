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

    // Executes an instruction after which the activation goes on elsewhere, in this frame or another one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GoOn(Activation* activation, ValueStack stack)
    {
        Instruction* ip = activation->Ip;
        GuestContext* context = activation->Context;
        switch (ip->Op)
        {
            case Opcode.Throw or Opcode.Rethrow or Opcode.ThrowReference:
                Unwinding.Throw(activation, stack.Caught);
                return;
            case Opcode.Catch:
                Unwinding.Catch(activation, stack.Caught);
                activation->Ip++;
                return;
            case Opcode.ReturnCall:
                EnterInPlace(activation, (FunctionEntry*)ip->Wide, context);
                return;
            case Opcode.ReturnCallImport:
                EnterInPlace(activation, (FunctionRecord*)((byte*)context + ip->B), stack);
                return;
            case Opcode.ReturnCallIndirect:
                TableView* table = (TableView*)((byte*)context + ip[1].A);
                uint index = (uint)activation->Frame[ip->B];
                FunctionRecord* record = Callee(table, index, ip[1].B);
                if (record is null)
                    throw Failures.IndirectCall(index, table, -1, -1);
                EnterInPlace(activation, record, stack);
                return;
            default:
                throw UnknownOpcode.Error(ip);
        }
    }

    private static void EnterInPlace(Activation* activation, FunctionRecord* record, ValueStack stack)
    {
        if (record->Code == 0)
            CallHostInPlace(activation, record, stack);
        else
            EnterInPlace(activation, (FunctionEntry*)record->Code, (GuestContext*)record->Context);
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
