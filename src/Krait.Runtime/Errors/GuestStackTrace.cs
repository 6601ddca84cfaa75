using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Krait.Runtime.IlCompiler;

namespace Krait.Runtime;

// Generated methods are ordinary .NET methods, so the exception's own stack trace names them; the method's name gives
// the function and a table made at compile time turns the IL offset into an offset in the guest's code.
// Small functions without calls may be inlined by the just-in-time compiler and are then missing there: the
// failing instruction's own function and offset come with the exception as constants.

/// <summary>Reads the guest's calls out of an exception.</summary>
internal static class GuestStackTrace
{
    // What the interpreter knows about exceptions that passed through it.
    private static readonly ConditionalWeakTable<Exception, List<GuestFrame>> s_gathered = [];

    /// <summary>The frames that an exception has gathered so far, to be added to.</summary>
    public static List<GuestFrame> Gathered(Exception error) => s_gathered.GetOrCreateValue(error);

    public static ImmutableArray<GuestFrame> Read(Exception error, TrapSite site)
    {
        if (s_gathered.TryGetValue(error, out List<GuestFrame>? gathered))
            return [.. gathered];
        ImmutableArray<GuestFrame>.Builder frames = ImmutableArray.CreateBuilder<GuestFrame>();
        bool isAfterPart = false;
        StackTrace trace = new(error, fNeedFileInfo: false);
        for (int i = 0; i < trace.FrameCount && frames.Count < GuestFrame.MaximumFrames; i++)
        {
            StackFrame frame = trace.GetFrame(i)!;
            if (frame.GetMethod() is not MethodBase method
                || IlModuleCode.Of(method) is not IlModuleCode code
                || !MethodNames.TryParse(method.Name, out int function))
            {
                continue;
            }

            // A part was called by its function's own method, which is the same frame of the guest.
            bool isPart = MethodNames.IsPart(method.Name);
            bool isCallerOfPart = isAfterPart;
            isAfterPart = isPart;
            bool isBodyOfPrevious = method.Name[0] == 'f' && code.HasSeparateBody(function);
            if (frames.Count == 0 && 0 <= site.FunctionIndex)
            {
                frames.Add(code.FrameAt(site));
                if (function == site.FunctionIndex)
                    continue;
            }

            if (isPart)
                frames.Add(code.FrameAt(function, MethodNames.PartOf(method.Name), frame.GetILOffset()));
            else if (!isBodyOfPrevious && !isCallerOfPart)
                frames.Add(code.FrameAt(function, frame.GetILOffset()));
        }

        return frames.ToImmutable();
    }
}
