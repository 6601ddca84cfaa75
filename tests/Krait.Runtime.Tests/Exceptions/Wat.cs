using Krait.Wasm;

namespace Krait.Runtime.Tests.Exceptions;

/// <summary>Makes instances of modules in the text format.</summary>
internal static class Wat
{
    public static CompiledModule Compile(Engine engine, string text) => engine.Compile(ModuleValidator.Validate(TextParser.Parse(text)));

    public static Instance Instantiate(Engine engine, string text, InstanceOptions? options = null) =>
        new Linker(engine).Instantiate(Compile(engine, text), options);

    public static Instance Instantiate(Linker linker, string text) => linker.Instantiate(Compile(linker.Engine, text));
}
