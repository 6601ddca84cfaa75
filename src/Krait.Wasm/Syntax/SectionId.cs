namespace Krait.Wasm;

/// <summary>The sections of a binary module; values as in the binary format.</summary>
/// <remarks>Spec: binary/modules, sections.</remarks>
public enum SectionId
{
    /// <summary>Custom section; may stand anywhere.</summary>
    Custom = 0,

    /// <summary>Types.</summary>
    Type = 1,

    /// <summary>Imports.</summary>
    Import = 2,

    /// <summary>Type indices of functions.</summary>
    Function = 3,

    /// <summary>Tables.</summary>
    Table = 4,

    /// <summary>Memories.</summary>
    Memory = 5,

    /// <summary>Globals.</summary>
    Global = 6,

    /// <summary>Exports.</summary>
    Export = 7,

    /// <summary>The start function.</summary>
    Start = 8,

    /// <summary>Element segments.</summary>
    Element = 9,

    /// <summary>Function bodies.</summary>
    Code = 10,

    /// <summary>Data segments.</summary>
    Data = 11,

    /// <summary>Number of data segments; stands between elements and code.</summary>
    DataCount = 12,

    /// <summary>Exception tags; stands between memories and globals.</summary>
    Tag = 13,
}
