using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Conformance.Cases;
using Krait.Python;
using Krait.Wasm;

namespace Krait.Conformance.Judges;

/// <summary>Tells from a trapped module which Python exception nobody caught.</summary>
/// <param name="Frames">The functions and code offsets of the trap, innermost first.</param>
/// <param name="ExceptionType">The module's exception type global; 0 where there is none.</param>
/// <param name="MessageAddress">The module's exception message global; 0 where there is none.</param>
/// <param name="Memory">The start of linear memory, as much of it as the message needs.</param>
internal sealed record UncaughtException(IReadOnlyList<(int Function, int Offset)> Frames, int ExceptionType, int MessageAddress, ReadOnlyMemory<byte> Memory)
{
    /// <summary>The outcome; its type is <c>trap</c> where the engine, not the program, ended the run.</summary>
    public Outcome ToOutcome(Module module, string stdout, string trapMessage)
    {
        if (!DebugInfo.TryRead(module, out DebugInfo? info))
            return new Outcome(stdout, "trap", "no debug section: " + trapMessage);
        DebugRaise? raise = Frames.Count == 0 ? null : info.RaiseAt(Frames[0].Function, Frames[0].Offset);
        IEnumerable<DebugFrame> frames = Frames.Select(frame => info.FrameAt(frame.Function, frame.Offset)).OfType<DebugFrame>();
        if (raise is null)
            return new Outcome(stdout, "trap", trapMessage, LineOf(frames));
        if (raise.Type is not null)
            return new Outcome(stdout, raise.Type, raise.Message ?? "", LineOf(frames));
        return new Outcome(
            stdout,
            info.ExceptionName(ExceptionType),
            DebugInfo.ReadText(Memory.Span, MessageAddress),
            LineOf(info.PassedFrames(Memory.Span).Concat(frames)));
    }

    private static int LineOf(IEnumerable<DebugFrame> frames) => frames.FirstOrDefault(frame => !frame.IsLibrary && frame.Line > 0)?.Line ?? 0;
}
