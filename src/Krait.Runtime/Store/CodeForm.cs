namespace Krait.Runtime;

/// <summary>How an engine comes by the code of a module that it compiles.</summary>
internal enum CodeForm
{
    /// <summary>It is generated into memory.</summary>
    Generated,

    /// <summary>It is written into bytes, as for a file, and loaded from these.</summary>
    Serialized,
}
