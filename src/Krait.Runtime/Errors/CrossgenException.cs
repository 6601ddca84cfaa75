using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>crossgen2 is not where it was said to be, or it failed.</summary>
public sealed class CrossgenException : KraitException
{
    internal CrossgenException(string message)
        : base(message)
    {
    }
}
