namespace Krait.Runtime;

/// <summary>How an engine runs guest code. Results, traps, limits and fuel are the same either way.</summary>
public enum EngineBackend
{
    /// <summary>Compiles to .NET code, which the just-in-time compiler turns into machine code. Fast; needs run-time code generation.</summary>
    Compiler,

    /// <summary>Interprets. Many times slower, ready at once, and runs where code may not be made at run time (native AOT).</summary>
    Interpreter,
}
