using System;

namespace Krait.Wasm;

/// <summary>Additions to WebAssembly 1.0, named as in the history of the specification. The instruction table's Since column and the validator use them.</summary>
/// <remarks>Spec: appendix, change history.</remarks>
[Flags]
public enum WasmFeatures
{
    /// <summary>WebAssembly 1.0 and nothing else.</summary>
    None = 0,

    /// <summary>Globals that change may cross module boundaries.</summary>
    MutableGlobals = 1 << 0,

    /// <summary>Sign extension instructions.</summary>
    SignExtension = 1 << 1,

    /// <summary>Float to integer conversions that saturate instead of trapping.</summary>
    SaturatingConversions = 1 << 2,

    /// <summary>Several results of functions and blocks; parameters of blocks.</summary>
    MultiValue = 1 << 3,

    /// <summary>Bulk memory and table instructions, passive segments.</summary>
    BulkMemory = 1 << 4,

    /// <summary>Reference values, several tables, table instructions.</summary>
    ReferenceTypes = 1 << 5,

    /// <summary>Integer arithmetic in constant expressions.</summary>
    ExtendedConstants = 1 << 6,

    /// <summary>128-bit vectors.</summary>
    Simd = 1 << 7,

    /// <summary>Vector instructions whose result may depend on the machine.</summary>
    RelaxedSimd = 1 << 8,

    /// <summary>Shared memories and atomic instructions.</summary>
    Threads = 1 << 9,

    /// <summary>Calls that replace their caller.</summary>
    TailCalls = 1 << 10,

    /// <summary>Tags, <c>throw</c>, <c>try_table</c> and exception references.</summary>
    ExceptionHandling = 1 << 11,

    /// <summary>The earlier form of exception handling: <c>try</c>, <c>catch</c>, <c>delegate</c>, <c>rethrow</c>.</summary>
    LegacyExceptions = 1 << 12,

    /// <summary>Typed function references.</summary>
    FunctionReferences = 1 << 13,

    /// <summary>Structures, arrays, 31-bit integers and casts.</summary>
    GarbageCollection = 1 << 14,

    /// <summary>Memories and tables with 64-bit addresses.</summary>
    Memory64 = 1 << 15,

    /// <summary>More than one memory per module.</summary>
    MultiMemory = 1 << 16,

    /// <summary>Everything the validator knows rules for. What is missing here is decoded and printed, and refused by name when validated.</summary>
    Supported = MutableGlobals | SignExtension | SaturatingConversions | MultiValue | BulkMemory | ReferenceTypes | ExtendedConstants | Simd
        | TailCalls | ExceptionHandling | LegacyExceptions,
}
