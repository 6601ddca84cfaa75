using System;
using System.Linq;
using Krait.Runtime;

namespace Krait.Fuzz.Judging;

/// <summary>What one step of a program did: an instantiation or a call.</summary>
/// <param name="Step">What was done, e.g. <c>m0.f1(i32:00000005)</c>.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Result">Results, or the error with the place where it was raised.</param>
/// <param name="State">Memories, tables, globals and the host's log afterwards.</param>
/// <param name="Fuel">Units used by this step; 0 on a side without fuel.</param>
/// <param name="Frames">
/// Guest functions that were active when an error was raised, the innermost first. Where in them is not compared: of those
/// further out the compiler knows only what the just-in-time compiler has written down.
/// </param>
internal sealed record StepOutcome(string Step, StepKind Kind, string Result, string State, long Fuel, int[] Frames)
{
    /// <summary>The difference to the same step on another side, or null.</summary>
    public string? DifferenceTo(StepOutcome other, bool withFuel)
    {
        if (Kind == StepKind.Broken || other.Kind == StepKind.Broken)
            return $"{Step}: broken: {Result} / {other.Result}";
        if (Result != other.Result)
            return $"{Step}: {Result} / {other.Result}";
        if (State != other.State)
            return $"{Step}: {Result}, then\n  {State}\n/ {other.State}";
        if (!FramesFit(Frames, other.Frames) && !FramesFit(other.Frames, Frames))
            return $"{Step}: {Result} in {string.Join(' ', Frames)} / {string.Join(' ', other.Frames)}";
        return withFuel && Fuel != other.Fuel ? $"{Step}: {Result}, fuel {Fuel} / {other.Fuel}" : null;
    }

    // Frames may be missing where machine code was inlined, but those that are there come in the same order. Long traces are cut.
    private static bool FramesFit(int[] some, int[] all)
    {
        if (GuestFrame.MaximumFrames <= Math.Max(some.Length, all.Length))
            return true;
        int at = 0;
        return some.All(frame =>
        {
            at = 1 + Array.IndexOf(all, frame, at);
            return at > 0;
        });
    }
}

/// <summary>How a step ended.</summary>
internal enum StepKind
{
    Returned,
    Trapped,
    Thrown,
    HostFailed,
    OutOfFuel,

    /// <summary>The stack was used up. How deep that is depends on the back end, so nothing is compared from here on.</summary>
    OutOfStack,

    /// <summary>Some other limit, or an import that does not fit.</summary>
    Refused,

    /// <summary>An exception that the engine does not declare.</summary>
    Broken,
}
