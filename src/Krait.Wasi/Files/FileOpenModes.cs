using System;

namespace Krait.Wasi;

/// <summary>How a regular file is opened.</summary>
[Flags]
public enum FileOpenModes
{
    /// <summary>Only to ask about it.</summary>
    None = 0,

    /// <summary>For reading.</summary>
    Read = 1,

    /// <summary>For writing.</summary>
    Write = 2,

    /// <summary>Made if it is not there.</summary>
    Create = 4,

    /// <summary>With <see cref="Create"/>: an error if it is there.</summary>
    Exclusive = 8,

    /// <summary>Emptied.</summary>
    Truncate = 16,
}
