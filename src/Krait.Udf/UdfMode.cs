namespace Krait.Udf;

/// <summary>How a UDF is executed.</summary>
public enum UdfMode
{
    /// <summary>Chosen by the host: typed where Python compiles, else CPython; precompiled for modules.</summary>
    Auto,

    /// <summary>Python compiled ahead of time to WebAssembly.</summary>
    Typed,

    /// <summary>A module that runs as it was uploaded.</summary>
    Precompiled,

    /// <summary>The MicroPython guest.</summary>
    MicroPython,

    /// <summary>The CPython guest; <c>pyodide</c> is another name of it.</summary>
    CPython,
}
