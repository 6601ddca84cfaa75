using Krait.Wasm;

namespace Krait.Guests;

/// <summary>An interpreter ended itself, or called something that Krait does not have. Its sandbox cannot be used any more.</summary>
public sealed class GuestAbortException : KraitException
{
    internal GuestAbortException(string message)
        : base(message)
    {
    }
}
