using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Krait.Python.Binding;
using Krait.Python.Syntax;
using Krait.Wasm;
using Binder = Krait.Python.Binding.Binder;
using Module = Krait.Python.Syntax.Module;

namespace Krait.Python.Emit;

/// <summary>
/// The runtime library: typed Python in embedded resources, one flat namespace over all files.
/// Parsed and bound once per process; its trees never change, so compilations on several threads share them.
/// </summary>
internal static class RuntimeLibrary
{
    private static readonly Lazy<Loaded> s_loaded = new(Load);

    /// <summary>The function of that name, or null.</summary>
    public static FunctionSymbol? Find(string name) => s_loaded.Value.Functions.GetValueOrDefault(name);

    /// <summary>The scope of a library file.</summary>
    public static ModuleScope ScopeOf(SourceText source) => s_loaded.Value.Scopes[source];

    private static Loaded Load()
    {
        var loaded = new Loaded([], []);
        Assembly assembly = typeof(RuntimeLibrary).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            if (!resource.EndsWith(".py", StringComparison.Ordinal))
                continue;
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream);
            var source = new SourceText(reader.ReadToEnd(), "krait." + resource.Split('.')[^2]);
            var diagnostics = new DiagnosticBag(source);
            Module tree = Parser.Parse(source, diagnostics);
            ModuleScope scope = Binder.Bind(tree, source, Origin.Library, diagnostics);
            foreach (Diagnostic diagnostic in diagnostics.ToImmutable())
                throw new InternalErrorException($"runtime library, {source.Name} {source.PositionAt(diagnostic.Span.Start)}: {diagnostic.Message}");
            loaded.Scopes.Add(source, scope);
            foreach (FunctionSymbol function in scope.Functions.Values)
                loaded.Functions.TryAdd(function.Name, function);
        }

        // One namespace over all files; a file's own constant comes first.
        ModuleScope[] scopes = [.. loaded.Scopes.Values];
        foreach (ModuleScope from in scopes)
        {
            foreach ((string name, Expression value) in from.Constants.ToArray())
            {
                foreach (ModuleScope to in scopes)
                    to.Constants.TryAdd(name, value);
            }
        }

        return loaded;
    }

    private sealed record Loaded(Dictionary<string, FunctionSymbol> Functions, Dictionary<SourceText, ModuleScope> Scopes);
}
