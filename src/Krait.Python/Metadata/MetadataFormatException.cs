using System;
using Krait.Wasm;

namespace Krait.Python;

/// <summary>A text is no metadata: not JSON, or a member has a wrong kind of value.</summary>
public sealed class MetadataFormatException : KraitException
{
    internal MetadataFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
