using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.Persisting;

/// <summary>Compiles a module into the bytes of a .NET assembly, by the compiler that compiles into memory.</summary>
internal static class PersistedAssembly
{
    private const string AssemblyName = "Krait.Compiled";

    public static SerializedModule Compile(ValidatedModule validated, ReadOnlyMemory<byte> wasm, EngineOptions options, CompilationRun run)
    {
        // Ahead of time a function is best optimised as a whole: the loop of CPython takes a third more time in parts. It needs no
        // preparation either: asking for it at each call was 7 % of that loop's time (`./dev bench large`).
        bool isTranslated = run.MachineCode == MachineCodeBy.Translator;
        EngineOptions planned = isTranslated ? options with { LargeFunctions = LargeFunctions.Whole } : options;
        ModulePlan plan = new(validated, ContextLayout.Of(validated.Module), planned, run.CancellationToken) { Progress = run.Progress, PreparesOnCall = !isTranslated };
        PersistedAssemblyBuilder assembly = new(new AssemblyName(AssemblyName), typeof(object).Assembly);
        GuestClasses classes = new(DynamicCode.DefineClass(assembly, AssemblyName, "Guest"), firstFunction: 0);
        MethodMap[] methods = ModuleCompiler.Emit(plan, classes);
        classes.Create();
        MemoryStream image = new();
        assembly.Save(image);
        run.CancellationToken.ThrowIfCancellationRequested();
        ReadOnlyMemory<byte> bytes = image.GetBuffer().AsMemory(0, (int)image.Length);
        FindTokens(bytes, validated.Module, methods);
        return SerializedModule.Of(bytes, wasm, [.. CompiledModule.IdentityOf(validated.Module)], MethodTable.Encode(methods), CodeKey.Of(options), options.MeterFuel);
    }

    // The builder gives out tokens when it saves.
    private static void FindTokens(ReadOnlyMemory<byte> image, Krait.Wasm.Module module, MethodMap[] methods)
    {
        using PEReader reader = new(MemoryStreams.Over(image));
        MetadataReader metadata = reader.GetMetadataReader();
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            string name = metadata.GetString(metadata.GetMethodDefinition(handle).Name);
            if (!MethodNames.TryParse(name, out int function))
                continue;
            ref MethodMap map = ref methods[function - module.ImportedFunctionCount];
            int token = MetadataTokens.GetToken(handle);
            if (MethodNames.IsPart(name))
                map.Parts[MethodNames.PartOf(name)] = map.Parts[MethodNames.PartOf(name)] with { Token = token };
            else
                map = name == MethodNames.Entry(function) ? map with { EntryToken = token } : map with { BodyToken = token };
        }
    }
}
