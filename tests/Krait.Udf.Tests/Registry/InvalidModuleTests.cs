using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Registry;

public class InvalidModuleTests
{
    [Theory]
    [InlineData("""(module (func (export "filter") (result i32) (i64.const 1)))""", "not valid")]
    [InlineData("""(module (memory (export "memory") 1))""", "exports none")]
    [InlineData("""(module (func (export "a")) (func (export "b")))""", "not clear")]
    [InlineData("""(module (import "env" "get_field_i32" (func (param i64))) (func (export "filter")))""", "\"env\" has has_field")]
    [InlineData("""(module (import "env" "log" (func (param i64))) (func (export "filter")))""", "it is there with type")]
    [InlineData("""(module (import "wasi_snapshot_preview1" "fd_write" (func)) (func (export "filter")))""", "importable modules are \"env\" and \"python\"")]
    [InlineData("""(module (import "env" "memory" (memory 1)) (func (export "filter")))""", "only functions can be imported")]
    [InlineData("""(module (func (export "filter") (param i32) (result i32) (i32.const 1)))""", "does not take the parameters")]
    [InlineData("""(module (func (export "filter") (result i32 i32) (i32.const 1) (i32.const 1)))""", "say what it gives with returns")]
    public void IsRefusedWithTheReason(string wat, string message)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Assert.Throws<UdfException>(() => host.Register(Udfs.Wat("f", wat)));
        Assert.Equal(UdfErrorCode.InvalidWasm, error.Code);
        Assert.Contains(message, error.Message);
        Assert.Empty(host.List(UdfFilter.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0asm")]
    [InlineData("hello, this is no module at all")]
    public void BytesThatAreNoModuleAreRefused(string text)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Assert.Throws<UdfException>(() => host.Register(new UdfRegistration
        {
            Name = "f",
            Language = UdfLanguage.Wasm,
            Source = System.Text.Encoding.UTF8.GetBytes(text),
        }));
        Assert.Equal(text.Length == 0 ? UdfErrorCode.InvalidParameters : UdfErrorCode.InvalidWasm, error.Code);
    }

    [Fact]
    public void TextThatDoesNotParseIsRefusedWithItsPlace()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.CompilationFailed, () => host.Register(Udfs.Wat("f", "(module\n  (func (export \"filter\") (i32.nonsense)))")));
        UdfDiagnostic diagnostic = Assert.Single(error.Diagnostics);
        Assert.Equal(2, diagnostic.Line);
    }

    [Fact]
    public void FunctionNameChoosesTheEntry()
    {
        const string Two = """
            (module (func (export "filter") (result i32) (i32.const 0)) (func (export "other") (result i32) (i32.const 1)))
            """;
        Assert.False(Udfs.Call(Udfs.Wat("f", Two)).Results[0].IsTrue);
        Assert.True(Udfs.Call(Udfs.Wat("f", Two) with { FunctionName = "other" }).Results[0].IsTrue);
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidWasm, () => host.Register(Udfs.Wat("f", Two) with { FunctionName = "third" }));
        Assert.Contains("it exports 'filter', 'other'", error.Message);
    }

    [Theory]
    [InlineData("bool", "true")]
    [InlineData("i64", "1")]
    public void DeclaredResultsSayHowAnI32IsRead(string type, string json) =>
        Assert.Equal(json, Udfs.Call(Udfs.Wat("f", Modules.Yes).WithReturns(type)).Results[0].ToString());

    [Fact]
    public void ADeclaredResultMustFit()
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidWasm, () => host.Register(Udfs.Wat("f", Modules.Yes).WithReturns("string")));
        Assert.Contains("does not give a result of type string", error.Message);
    }
}
