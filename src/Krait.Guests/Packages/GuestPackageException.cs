using System;
using Krait.Wasm;

namespace Krait.Guests;

/// <summary>The interpreters' packages are not there, or could not be restored.</summary>
public sealed class GuestPackageException : KraitException
{
    internal GuestPackageException(string message)
        : base(message)
    {
    }

    internal GuestPackageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
