using System;

namespace Krait.Wasi;

/// <summary>Which standard streams call themselves terminals; programs then write line by line.</summary>
[Flags]
public enum WasiTerminals
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Standard input.</summary>
    Input = 1,

    /// <summary>Standard output.</summary>
    Output = 2,

    /// <summary>Standard error.</summary>
    Error = 4,
}
