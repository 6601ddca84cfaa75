namespace Krait.Benchmarks.Kernels;

/// <summary>Who runs a kernel, in the order in which a round asks them.</summary>
internal enum Contender
{
    /// <summary>The same source, gcc -O2.</summary>
    Native,

    /// <summary>V8, as Node has it.</summary>
    V8,

    /// <summary>Krait's compiler as it is by default: deadlines and cancellation work.</summary>
    Compiler,

    /// <summary>The same without the checks for deadlines and cancellation at loop heads.</summary>
    Unchecked,

    /// <summary>Krait's compiler with fuel metering.</summary>
    Metered,

    /// <summary>Krait's interpreter.</summary>
    Interpreter,
}
