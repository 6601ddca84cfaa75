using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

// An exception whose handler is in the same activation is not thrown in .NET: its handler is looked up in the tables of
// the functions on the value stack, and the loop goes on there. Where there is none, a .NET exception leaves the activation;
// host functions see it and, behind them, the activations below, which look it up in the same way (GuestCall.Run).

/// <summary>Throws and catches exceptions of the guest.</summary>
internal static unsafe class Unwinding
{
    /// <summary>Executes an instruction that throws: the activation goes on at a handler, or the exception leaves it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Throw(Activation* activation, CaughtExceptions caught)
    {
        Exception thrown = Thrown(activation, caught);
        if (thrown is not GuestException exception || !TryFind(activation, exception, out HandlerPlace place))
            throw thrown;

        // Many handlers may have been looked at.
        if (Volatile.Read(ref activation->Context->Interrupt) != 0)
            throw Failures.Interrupted(-1, -1, activation->Context);
        Resume(activation, place, exception, caught);
    }

    /// <summary>Finds the handler of an exception that is thrown where the activation is. Changes nothing.</summary>
    public static bool TryFind(Activation* activation, GuestException exception, out HandlerPlace place)
    {
        Instruction* instruction = activation->Ip;
        GuestContext* context = activation->Context;
        for (long* frame = activation->Frame; frame is not null; frame = (long*)frame[1])
        {
            FunctionEntry* entry = (FunctionEntry*)frame[3];
            if (entry->HasHandlers != 0)
            {
                HandlerTable handlers = InterpretedModule.Of(context).HandlersOf(entry);
                int found = handlers.Find((int)(instruction - entry->Code), exception.TagNumber, context);
                if (0 <= found)
                {
                    place = new HandlerPlace(entry->Code + found, frame, context);
                    return true;
                }
            }

            // The instruction before the one that it returns to belongs to the call.
            instruction = (Instruction*)frame[0] - 1;
            context = (GuestContext*)frame[2];
        }

        place = default;
        return false;
    }

    /// <summary>Lets an activation go on at a handler.</summary>
    public static void Resume(Activation* activation, HandlerPlace place, GuestException exception, CaughtExceptions caught)
    {
        activation->Ip = place.Ip;
        activation->Frame = place.Frame;
        activation->Context = place.Context;
        caught.Arriving = exception;
    }

    /// <summary>Executes the first instruction of a clause: the exception has arrived.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Catch(Activation* activation, CaughtExceptions caught)
    {
        Instruction* ip = activation->Ip;
        CatchWants wants = (CatchWants)ip->B;
        Instance instance = References.InstanceOf(activation->Context->Instance);
        GuestException exception = caught.Arriving!.Kept();
        caught.Arriving = null;
        long* words = activation->Frame + ip->A;
        if ((wants & CatchWants.Values) != 0)
        {
            GuestExceptions.Unpack(exception, instance, words);
            words += WordCounts.Of(exception.Tag.Type.Parameters);
        }

        if ((wants & CatchWants.Reference) != 0)
            *words = GuestExceptions.Refer(exception, instance);
        if ((wants & CatchWants.Keep) != 0)
            caught.Keep(activation->Frame, ip->C, exception);
    }

    private static Exception Thrown(Activation* activation, CaughtExceptions caught)
    {
        Instruction* ip = activation->Ip;
        long* words = activation->Frame + ip->A;
        Instance instance = References.InstanceOf(activation->Context->Instance);
        return ip->Op switch
        {
            Opcode.Throw => GuestExceptions.Make(instance, ip->B, words, TrapSite.Unknown),
            Opcode.ThrowReference => GuestExceptions.ThrowReference(*words, instance, TrapSite.Unknown),
            Opcode.Rethrow => caught.Find(activation->Frame, ip->A).ThrownAt(TrapSite.Unknown),
            _ => throw UnknownOpcode.Error(ip),
        };
    }
}
