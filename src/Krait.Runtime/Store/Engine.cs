using System;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Limits;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>Compiles modules and watches the deadlines of their instances. Make one and keep it.</summary>
/// <remarks>
/// Thread-safe. Owns one background thread from the first deadline on; disposing ends it, and deadlines that are
/// still running no longer interrupt anything, so dispose after the last call.
/// </remarks>
/// <example>
/// <code>
/// using Engine engine = new();
/// using CompiledModule module = engine.Compile(wasmBytes);
/// using Instance instance = new Linker(engine).Instantiate(module);
/// int five = instance.GetFunction&lt;int, int, int&gt;("add")(2, 3);
/// </code>
/// </example>
public sealed class Engine : IDisposable
{
    /// <summary>Makes an engine without fuel metering.</summary>
    public Engine()
        : this(EngineOptions.Default)
    {
    }

    /// <summary>Makes an engine.</summary>
    /// <exception cref="PlatformNotSupportedException">The process is not a 64-bit one, or may not generate the code that was asked for.</exception>
    public Engine(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Environment.Is64BitProcess)
            throw new PlatformNotSupportedException("compiled guests need a 64-bit process: addresses are checked in 64 bits");
        Options = options;
        Code = options.Backend == EngineBackend.Interpreter
            ? throw new NotSupportedException("this build has no interpreter; use EngineBackend.Compiler")
            : new IlCodeProvider();
    }

    /// <summary>The settings it was made with.</summary>
    public EngineOptions Options { get; }

    internal DeadlineTimer Deadlines { get; } = new();

    internal CodeProvider Code { get; }

    internal TypeNumbers Types { get; } = new();

    /// <summary>Decodes, validates and compiles a module.</summary>
    /// <param name="bytes">The binary format.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a rule, or uses a feature that is not supported yet.</exception>
    /// <exception cref="ResourceLimitException">A function is too large to compile.</exception>
    public CompiledModule Compile(ReadOnlyMemory<byte> bytes) => Compile(ModuleDecoder.Decode(bytes));

    /// <summary>Validates and compiles a module.</summary>
    /// <exception cref="InvalidModuleException">The module breaks a rule, or uses a feature that is not supported yet.</exception>
    /// <exception cref="ResourceLimitException">A function is too large to compile.</exception>
    public CompiledModule Compile(Module module) => Compile(ModuleValidator.Validate(module));

    /// <summary>Compiles a module that has been validated.</summary>
    /// <exception cref="ResourceLimitException">A function is too large to compile.</exception>
    /// <remarks>Machine code of a function is made on its first call; large functions are made ready here.</remarks>
    public CompiledModule Compile(ValidatedModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new CompiledModule(this, module, Code.Compile(module, this));
    }

    /// <summary>Ends the deadline thread. Modules and instances stay valid, without deadlines.</summary>
    public void Dispose() => Deadlines.Dispose();
}
