using System;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Interpreter;
using Krait.Runtime.Limits;
using Krait.Runtime.Profiling;
using Krait.Runtime.Store;
using Krait.Runtime.Tracing;
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
public sealed partial class Engine : IDisposable
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
        if (TracesFunctions && options.Profiler is not null)
            throw new ArgumentException("an engine traces functions or profiles them, not both", nameof(options));
        Code = options.Backend == EngineBackend.Interpreter
            ? new InterpreterCodeProvider()
            : new IlCodeProvider();
    }

    /// <summary>The settings it was made with.</summary>
    public EngineOptions Options { get; }

    internal DeadlineTimer Deadlines { get; } = new();

    internal CodeProvider Code { get; }

    internal TypeNumbers Types { get; } = new();

    /// <summary>Decodes, validates and compiles a module.</summary>
    /// <param name="bytes">The binary format; must not change while the module is in use.</param>
    /// <param name="limits">Shape and time; null for <see cref="CompileLimits.Default"/>.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module, or pass a limit of its shape.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a rule, passes a limit of its shape, or uses a feature that is not supported yet.</exception>
    /// <exception cref="ResourceLimitException">A function is too large to compile, or the deadline has passed.</exception>
    /// <exception cref="OperationCanceledException">The limits' token was cancelled.</exception>
    public CompiledModule Compile(ReadOnlyMemory<byte> bytes, CompileLimits? limits = null) =>
        Options.CodeCache is { } cache && CanUsePersistedCode && cache.MinimumModuleBytes <= bytes.Length
            ? CompileThrough(cache, bytes, limits ?? CompileLimits.Default)
            : Compile(limits, token => Validate(ModuleDecoder.Decode(bytes, ShapeOf(limits), token), limits, token), bytes);

    /// <summary>Validates and compiles a module.</summary>
    /// <inheritdoc cref="Compile(ReadOnlyMemory{byte}, CompileLimits)"/>
    /// <param name="module">The module as data; it stays as it is.</param>
    /// <param name="limits">Shape and time; null for <see cref="CompileLimits.Default"/>.</param>
    public CompiledModule Compile(Module module, CompileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Compile(limits, token => Validate(module, limits, token));
    }

    /// <summary>Compiles a module that has been validated; its shape is not looked at again.</summary>
    /// <inheritdoc cref="Compile(ReadOnlyMemory{byte}, CompileLimits)"/>
    /// <param name="module">The module.</param>
    /// <param name="limits">Time; null for <see cref="CompileLimits.Default"/>.</param>
    /// <remarks>Machine code of a function is made on its first call; large functions are made ready here.</remarks>
    public CompiledModule Compile(ValidatedModule module, CompileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Compile(limits, _ => module);
    }

    /// <summary>Parses, validates and compiles a module in the text format.</summary>
    /// <inheritdoc cref="Compile(ReadOnlyMemory{byte}, CompileLimits)"/>
    /// <param name="text">The text format, e.g. <c>(module (func (export "f")))</c>.</param>
    /// <param name="limits">Shape and time; null for <see cref="CompileLimits.Default"/>.</param>
    public CompiledModule CompileText(string text, CompileLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Compile(limits, token => Validate(TextParser.Parse(text, fileName: null, ShapeOf(limits), token), limits, token));
    }

    /// <summary>Ends the deadline thread. Modules and instances stay valid, without deadlines.</summary>
    public void Dispose() => Deadlines.Dispose();

    private static ModuleLimits ShapeOf(CompileLimits? limits) => (limits ?? CompileLimits.Default).Shape;

    private static ValidatedModule Validate(Module module, CompileLimits? limits, CancellationToken cancellationToken) =>
        ModuleValidator.Validate(module, WasmFeatures.Supported, ShapeOf(limits), cancellationToken);

    private CompiledModule Compile(CompileLimits? limits, Func<CancellationToken, ValidatedModule> validate, ReadOnlyMemory<byte> bytes = default)
    {
        using CompileClock clock = new(limits ?? CompileLimits.Default, Deadlines);
        try
        {
            clock.Token.ThrowIfCancellationRequested();
            ValidatedModule module = validate(clock.Token);
            if (Rewrite(module) is not { } rewritten)
                return new CompiledModule(this, module, GenerateCode(module, clock.Token)) { Bytes = bytes };
            module = Validate(rewritten.Module, limits, clock.Token);
            ModuleCode code = Code.Compile(module, this, clock.Token);
            code.Rewritten = rewritten;
            return new CompiledModule(this, module, code);
        }
        catch (OperationCanceledException e)
        {
            throw clock.Error(e);
        }
    }

    // What watches functions is written into them; null where nothing does.
    private RewrittenModule? Rewrite(ValidatedModule module) =>
        TracesFunctions ? TracedModule.Of(module) : Options.Profiler is not null ? ProfiledModule.Of(module) : null;
}
