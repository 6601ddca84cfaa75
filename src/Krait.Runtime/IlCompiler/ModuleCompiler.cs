using System;
using Krait.Wasm;

namespace Krait.Runtime.IlCompiler;

/// <summary>Turns a validated module into .NET code.</summary>
internal static class ModuleCompiler
{
    public static ModuleCode Compile(ValidatedModule module, Engine engine) =>
        throw new NotSupportedException($"compiling is not ready yet ({module.Module.Functions.Length} functions, {engine.Options})");
}
