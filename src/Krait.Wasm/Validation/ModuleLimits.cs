using System;
using System.Runtime.CompilerServices;

namespace Krait.Wasm;

/// <summary>
/// The largest shapes a module may have. They bound memory and time for hostile input. The defaults lie at or above what other
/// engines accept, so that real modules never meet them; <see cref="Untrusted"/> is for modules that strangers hand in. What passes
/// a limit is refused with its name, the value found and the limit.
/// </summary>
/// <remarks>
/// Limits can be lowered, never raised: the defaults are what the decoder and the compilers are built and tested for.
/// Spec: appendix, implementation limitations.
/// </remarks>
public sealed record ModuleLimits
{
    // Constants for what needs them before a limit is known: where code is only read, and for arrays on the stack.
    internal const int MostTypes = 1_000_000;
    internal const int MostResults = 1_000;
    internal const int MostBranchTableLabels = 65_520;
    internal const int MostCatchClauses = 10_000;
    internal const int MostCustomSections = 100_000;
    internal const int MostModuleBytes = 1 << 30;
    internal const int MostTextLength = 1 << 29;

    /// <summary>The largest numbers there are.</summary>
    public static ModuleLimits Default { get; } = new();

    /// <summary>For modules from strangers: compiling one that keeps to them takes seconds and a few hundred megabytes at the worst.</summary>
    public static ModuleLimits Untrusted { get; } = new()
    {
        MaximumModuleBytes = 1 << 26,
        MaximumTypes = 20_000,
        MaximumFunctions = 100_000,
        MaximumImports = 5_000,
        MaximumExports = 20_000,
        MaximumGlobals = 20_000,
        MaximumTags = 1_000,
        MaximumTables = 100,
        MaximumMemories = 10,
        MaximumElementSegments = 10_000,
        MaximumElementExpressions = 100_000,
        MaximumElementSegmentLength = 200_000,
        MaximumDataSegments = 20_000,
        MaximumCustomSections = 1_000,
        MaximumParameters = 250,
        MaximumResults = 250,
        MaximumFields = 1_000,
        MaximumLocals = 10_000,
        MaximumFunctionBytes = 1_000_000,
        MaximumBranchTableLabels = 20_000,
        MaximumCatchClauses = 100,
        MaximumTryNesting = 100,
        MaximumTryBlocks = 1_000,
        MaximumNesting = 10_000,
        MaximumOperands = 5_000,
        MaximumFunctionPassedValues = 200_000,
        MaximumPassedValues = 5_000_000,
        MaximumVariables = 1_000_000,
        MaximumTextLength = 1 << 26,
        MaximumTextNesting = 10_000,
    };

    /// <summary>Size of a binary module, in bytes. Default 1 GiB; 64 MiB for untrusted ones.</summary>
    public int MaximumModuleBytes { get; init => field = Within(value, MostModuleBytes); } = MostModuleBytes;

    /// <summary>Types.</summary>
    public int MaximumTypes { get; init => field = Within(value, MostTypes); } = MostTypes;

    /// <summary>Functions, imported and defined.</summary>
    public int MaximumFunctions { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Imports.</summary>
    public int MaximumImports { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Exports.</summary>
    public int MaximumExports { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Globals, imported and defined.</summary>
    public int MaximumGlobals { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Exception tags, imported and defined.</summary>
    public int MaximumTags { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Tables, imported and defined.</summary>
    public int MaximumTables { get; init => field = Within(value, 100_000); } = 100_000;

    /// <summary>Memories, imported and defined.</summary>
    public int MaximumMemories { get; init => field = Within(value, 100); } = 100;

    /// <summary>Element segments.</summary>
    public int MaximumElementSegments { get; init => field = Within(value, 100_000); } = 100_000;

    /// <summary>Entries of one element segment that lists expressions.</summary>
    public int MaximumElementExpressions { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Entries of one element segment that lists functions.</summary>
    public int MaximumElementSegmentLength { get; init => field = Within(value, 10_000_000); } = 10_000_000;

    /// <summary>Data segments.</summary>
    public int MaximumDataSegments { get; init => field = Within(value, 1_000_000); } = 1_000_000;

    /// <summary>Custom sections.</summary>
    public int MaximumCustomSections { get; init => field = Within(value, MostCustomSections); } = MostCustomSections;

    /// <summary>Parameters of one function type.</summary>
    public int MaximumParameters { get; init => field = Within(value, 1_000); } = 1_000;

    /// <summary>Results of one function type.</summary>
    public int MaximumResults { get; init => field = Within(value, MostResults); } = MostResults;

    /// <summary>Fields of one structure type.</summary>
    public int MaximumFields { get; init => field = Within(value, 10_000); } = 10_000;

    /// <summary>Locals of one function, parameters included.</summary>
    public int MaximumLocals { get; init => field = Within(value, 50_000); } = 50_000;

    /// <summary>Size of one function body, in bytes.</summary>
    public int MaximumFunctionBytes { get; init => field = Within(value, 7_654_321); } = 7_654_321;

    /// <summary>Labels of one <c>br_table</c>, the default not counted.</summary>
    public int MaximumBranchTableLabels { get; init => field = Within(value, MostBranchTableLabels); } = MostBranchTableLabels;

    /// <summary>Clauses of one <c>try_table</c>.</summary>
    public int MaximumCatchClauses { get; init => field = Within(value, MostCatchClauses); } = MostCatchClauses;

    /// <summary>Bodies of <c>try</c> and <c>try_table</c> inside each other in one function.</summary>
    public int MaximumTryNesting { get; init => field = Within(value, 200); } = 200;

    // .NET goes through all tries of a function for every exception that passes it: 4,000 of them cost a millisecond each time, and
    // compiling them takes longer than in proportion.

    /// <summary><c>try</c> and <c>try_table</c> in one function.</summary>
    public int MaximumTryBlocks { get; init => field = Within(value, 2_000); } = 2_000;

    /// <summary>Blocks inside each other in one function.</summary>
    public int MaximumNesting { get; init => field = Within(value, 100_000); } = 100_000;

    /// <summary>Operands on the stack of one function at any one time.</summary>
    public int MaximumOperands { get; init => field = Within(value, 10_000); } = 10_000;

    /// <summary>
    /// Values that the calls, blocks and branches of one function pass: what each takes and gives, each label of a
    /// <c>br_table</c> counted. A byte of code can pass a thousand.
    /// </summary>
    public int MaximumFunctionPassedValues { get; init => field = Within(value, 2_000_000); } = 2_000_000;

    /// <summary>Values that the calls, blocks and branches of all functions pass.</summary>
    public int MaximumPassedValues { get; init => field = Within(value, 50_000_000); } = 50_000_000;

    /// <summary>
    /// Locals of all functions and the tallest operand stack of each, added up. A few bytes of code can declare
    /// thousands.
    /// </summary>
    public int MaximumVariables { get; init => field = Within(value, 10_000_000); } = 10_000_000;

    /// <summary>Characters of one module in the text format. Default 512 Mi; 64 Mi for untrusted ones.</summary>
    public int MaximumTextLength { get; init => field = Within(value, MostTextLength); } = MostTextLength;

    /// <summary>Parentheses inside each other in the text format.</summary>
    public int MaximumTextNesting { get; init => field = Within(value, 100_000); } = 100_000;

    private static int Within(int value, int most, [CallerMemberName] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
