using Krait.Wasm;

namespace Krait.Runtime.Tests;

/// <summary>Modules that tests write down as text.</summary>
internal static class TextModule
{
    public static CompiledModule Compile(Engine engine, string text) => engine.Compile(TextParser.Parse(text));

    /// <summary>Compiles and instantiates without imports.</summary>
    public static Instance Instantiate(Engine engine, string text, InstanceOptions? options = null) =>
        new Linker(engine).Instantiate(Compile(engine, text), options);
}
