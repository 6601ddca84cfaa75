namespace Krait.Wasm;

/// <summary>
/// The largest shapes a module may have. They bound memory and time for hostile input, and lie at or above what other engines
/// accept, so that real modules never meet them. What passes one is refused with its name, the value found and the limit.
/// </summary>
/// <remarks>Spec: appendix, implementation limitations.</remarks>
public static class ModuleLimits
{
    /// <summary>Size of a binary module, in bytes: 1 GiB.</summary>
    public const int MaximumModuleBytes = 1 << 30;

    /// <summary>Types.</summary>
    public const int MaximumTypes = 1_000_000;

    /// <summary>Functions, imported and defined.</summary>
    public const int MaximumFunctions = 1_000_000;

    /// <summary>Imports.</summary>
    public const int MaximumImports = 1_000_000;

    /// <summary>Exports.</summary>
    public const int MaximumExports = 1_000_000;

    /// <summary>Globals, imported and defined.</summary>
    public const int MaximumGlobals = 1_000_000;

    /// <summary>Exception tags, imported and defined.</summary>
    public const int MaximumTags = 1_000_000;

    /// <summary>Tables, imported and defined.</summary>
    public const int MaximumTables = 100_000;

    /// <summary>Memories, imported and defined.</summary>
    public const int MaximumMemories = 100;

    /// <summary>Element segments.</summary>
    public const int MaximumElementSegments = 100_000;

    /// <summary>Entries of one element segment that lists expressions.</summary>
    public const int MaximumElementExpressions = 1_000_000;

    /// <summary>Entries of one element segment that lists functions.</summary>
    public const int MaximumElementSegmentLength = 10_000_000;

    /// <summary>Data segments.</summary>
    public const int MaximumDataSegments = 1_000_000;

    /// <summary>Custom sections.</summary>
    public const int MaximumCustomSections = 100_000;

    /// <summary>Parameters of one function type.</summary>
    public const int MaximumParameters = 1_000;

    /// <summary>Results of one function type.</summary>
    public const int MaximumResults = 1_000;

    /// <summary>Fields of one structure type.</summary>
    public const int MaximumFields = 10_000;

    /// <summary>Locals of one function, parameters included.</summary>
    public const int MaximumLocals = 50_000;

    /// <summary>Size of one function body, in bytes: 7,654,321.</summary>
    public const int MaximumFunctionBytes = 7_654_321;

    /// <summary>Labels of one <c>br_table</c>, the default not counted.</summary>
    public const int MaximumBranchTableLabels = 65_520;

    /// <summary>Clauses of one <c>try_table</c>.</summary>
    public const int MaximumCatchClauses = 10_000;

    /// <summary>Blocks inside each other in one function.</summary>
    public const int MaximumNesting = 100_000;

    /// <summary>Operands on the stack of one function at any one time.</summary>
    public const int MaximumOperands = 10_000;

    /// <summary>Characters of one module in the text format: 512 Mi.</summary>
    public const int MaximumTextLength = 1 << 29;

    /// <summary>Parentheses inside each other in the text format.</summary>
    public const int MaximumTextNesting = 100_000;
}
