using System;

namespace Krait.Wasm;

/// <summary>The root of every error Krait reports about its input or its guests. Misuse by the caller is a plain <see cref="ArgumentException"/> or <see cref="InvalidOperationException"/>.</summary>
public abstract class KraitException : Exception
{
    /// <summary>Makes an error with a message: what was expected, what was found, where.</summary>
    protected KraitException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error that another one caused.</summary>
    protected KraitException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
