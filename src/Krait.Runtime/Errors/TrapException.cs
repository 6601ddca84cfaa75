using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>Guest code did something WebAssembly forbids; the call was stopped at that instruction.</summary>
/// <remarks>
/// The instance stays usable as far as the host is concerned, but what the guest left behind in its memory is
/// whatever it had written so far: discard the instance if that matters.
/// </remarks>
public sealed class TrapException : KraitException
{
    private readonly TrapSite _site;
    private ImmutableArray<GuestFrame> _frames;

    internal TrapException(TrapCode code, TrapSite site)
        : base(Words(code))
    {
        Code = code;
        _site = site;
    }

    /// <summary>Which rule was broken.</summary>
    public TrapCode Code { get; }

    /// <summary>
    /// The guest's calls at the trap, innermost first, at most <see cref="GuestFrame.MaximumFrames"/> of them.
    /// Empty when the host's own access trapped. Computed on first use; costs some microseconds per frame.
    /// </summary>
    public ImmutableArray<GuestFrame> Frames =>
        _frames.IsDefault ? _frames = GuestStackTrace.Read(this, _site) : _frames;

    /// <summary>The message, the guest's calls, then the host's.</summary>
    public override string ToString() => $"{GetType()}: {Message}{GuestFrame.Print(Frames)}\n{StackTrace}";

    /// <summary>The specification suite's words for a trap, e.g. <c>integer divide by zero</c>.</summary>
    internal static string Words(TrapCode code) => code switch
    {
        TrapCode.Unreachable => "unreachable",
        TrapCode.IntegerDivideByZero => "integer divide by zero",
        TrapCode.IntegerOverflow => "integer overflow",
        TrapCode.InvalidConversionToInteger => "invalid conversion to integer",
        TrapCode.OutOfBoundsMemoryAccess => "out of bounds memory access",
        TrapCode.OutOfBoundsTableAccess => "out of bounds table access",
        TrapCode.UndefinedElement => "undefined element",
        TrapCode.UninitializedElement => "uninitialized element",
        TrapCode.IndirectCallTypeMismatch => "indirect call type mismatch",
        TrapCode.NullExceptionReference => "null exception reference",
        TrapCode.CallStackExhausted => "call stack exhausted",
        _ => code.ToString(),
    };
}
