using System;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Exceptions;

// Tags as things of the store: who makes them, who is the same, and what fits.
public sealed class TagTests
{
    private const WasmFeatures Features = WasmFeatures.Supported | WasmFeatures.ExceptionHandling;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Tag s_hostTag = new(new FunctionType([ValueType.I32], []));

    [Fact]
    public void EachInstanceMakesItsOwnTags()
    {
        CompiledModule module = Compile("""(module (tag (export "t") (param i32)))""");
        using Instance first = new Linker(s_engine).Instantiate(module);
        using Instance second = new Linker(s_engine).Instantiate(module);
        Assert.NotSame(first.GetTag("t"), second.GetTag("t"));
        Assert.Same(first.GetTag("t"), first.GetTag("t"));
        Assert.Equal(new FunctionType([ValueType.I32], []), first.GetTag("t").Type);
    }

    [Fact]
    public void AnImportedTagStaysTheSameObject()
    {
        Linker linker = new Linker(s_engine).DefineTag("host", "t", s_hostTag);
        using Instance instance = linker.Instantiate(Compile("""(module (import "host" "t" (tag (param i32))) (export "again" (tag 0)))"""));
        Assert.Same(s_hostTag, instance.GetTag("again"));
    }

    [Fact]
    public void ATagOfAnotherTypeDoesNotLink()
    {
        Linker linker = new Linker(s_engine).DefineTag("host", "t", s_hostTag);
        LinkException error = Assert.Throws<LinkException>(
            () => linker.Instantiate(Compile("""(module (import "host" "t" (tag (param i64))))""")));
        Assert.StartsWith("incompatible import type", error.Message, StringComparison.Ordinal);
        Assert.Equal("tag (i64)", error.Expected);
        Assert.Equal("tag (i32)", error.Found);
    }

    [Fact]
    public void ATagHasNoResults() =>
        Assert.Throws<ArgumentException>(() => new Tag(new FunctionType([], [ValueType.I32])));

    [Fact]
    public void AnExceptionCarriesWhatItsTagSays()
    {
        GuestException exception = new(s_hostTag, 7);
        Assert.Equal(7, Assert.Single(exception.Values).AsInt32());
        Assert.Equal("uncaught exception of tag (i32): 7", exception.Message);
        Assert.Empty(exception.Frames);
        Assert.Throws<ArgumentException>(() => new GuestException(s_hostTag));
        Assert.Throws<ArgumentException>(() => new GuestException(s_hostTag, 7L));
    }

    private static CompiledModule Compile(string text) => s_engine.Compile(ModuleValidator.Validate(TextParser.Parse(text), Features));
}
