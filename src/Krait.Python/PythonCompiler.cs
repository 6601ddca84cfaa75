using System;
using System.Collections.Immutable;
using Krait.Python.Binding;
using Krait.Python.Emit;
using Krait.Python.Ir;
using Krait.Python.Ir.Passes;
using Krait.Python.Syntax;
using Krait.Python.Typing;

namespace Krait.Python;

/// <summary>Compiles typed Python to WebAssembly. Stateless; may be called from several threads at once.</summary>
public static class PythonCompiler
{
    /// <summary>The longest source that is compiled, in UTF-16 units.</summary>
    public const int MaximumSourceLength = 1 << 20;

    /// <summary>Compiles one source file.</summary>
    /// <param name="source">The text. Any text is allowed; what is wrong with it becomes diagnostics.</param>
    /// <param name="options">How to compile; null for <see cref="CompileOptions.Default"/>.</param>
    /// <returns>The module and its exports, or all the reasons why there is none. Never throws for bad input.</returns>
    public static CompileResult Compile(SourceText source, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= CompileOptions.Default;
        var diagnostics = new DiagnosticBag(source);
        if (MaximumSourceLength < source.Text.Length)
        {
            diagnostics.Report(Python.Diagnostics.TooLarge, new SourceSpan(0, 0), "the source", $"{MaximumSourceLength} characters");
            return CompileResult.Failed(diagnostics);
        }

        Module tree = Parser.Parse(source, diagnostics);
        if (diagnostics.HasErrors)
            return CompileResult.Failed(diagnostics);
        ModuleScope scope = Binder.Bind(tree, source, Origin.Program, diagnostics);
        if (diagnostics.HasErrors)
            return CompileResult.Failed(diagnostics);
        TypedProgram program = TypedProgram.Infer(scope, diagnostics, RuntimeLibrary.Find, RuntimeLibrary.ScopeOf);
        ImmutableArray<ExportedFunction> exports = ExportedTypes.Describe(program, diagnostics);
        if (diagnostics.HasErrors)
            return CompileResult.Failed(diagnostics);

        IrModule ir = IrBuilder.Build(program);
        options.Dump?.Invoke("ir", IrPrinter.Print(ir));
        foreach (IrPass pass in Passes.InOrder)
        {
            pass.Run(ir);
            IrVerifier.Check(ir, after: pass.Name);
            options.Dump?.Invoke(pass.Name, IrPrinter.Print(ir));
        }

        byte[] module = WasmEmitter.Emit(ir, source.Name, options.MetadataJson, options.Debug);
        return CompileResult.Compiled(module, exports, diagnostics, program.ModuleBody is not null);
    }
}
