using System;
using System.Collections.Generic;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>Notes the guest's calls when an exception leaves an activation; the .NET stack knows nothing of them.</summary>
internal static unsafe class InterpreterTrace
{
    /// <summary>Adds an activation's frames, innermost first, to those that an exception has gathered on its way.</summary>
    /// <returns>False, so that it can stand in an exception filter and nothing is caught.</returns>
    public static bool Note(Exception error, Activation* activation)
    {
        List<GuestFrame> frames = GuestStackTrace.Gathered(error);
        if (activation->Entering is not null)
            Add(frames, activation->EnteringContext, activation->Entering, activation->Entering->Code);
        Instruction* instruction = activation->Ip;
        GuestContext* context = activation->Context;
        for (long* frame = activation->Frame; frame is not null && frames.Count < GuestFrame.MaximumFrames; frame = (long*)frame[1])
        {
            Add(frames, context, (FunctionEntry*)frame[3], instruction);

            // The instruction before the one that it returns to may be the second half of the call; both have one place.
            instruction = (Instruction*)frame[0] - 1;
            context = (GuestContext*)frame[2];
        }

        return false;
    }

    private static void Add(List<GuestFrame> frames, GuestContext* context, FunctionEntry* entry, Instruction* instruction) =>
        frames.Add(InterpretedModule.Of(context).FrameAt(entry, instruction));
}
