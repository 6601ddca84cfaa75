using System;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Limits;

public class CompileLimitTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void ADeadlineThatHasPassedEndsTheCompilation()
    {
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => s_engine.CompileText("(module)", new CompileLimits { Deadline = TimeSpan.Zero }));

        Assert.Equal(ResourceKind.CompileTime, error.Kind);
        Assert.Equal("compile time limit of 0 ms reached", error.Message);
        Assert.Equal("ms", error.Unit);
    }

    [Fact]
    public void ADeadlineEndsACompilationOnItsWay()
    {
        Module module = Large();

        // What takes longer than a millisecond on any machine.
        ResourceLimitException error = Assert.Throws<ResourceLimitException>(
            () => s_engine.Compile(module, new CompileLimits { Deadline = TimeSpan.FromMilliseconds(1) }));

        Assert.Equal(ResourceKind.CompileTime, error.Kind);
    }

    [Fact]
    public void ACancelledTokenEndsTheCompilation()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        OperationCanceledException error = Assert.Throws<OperationCanceledException>(
            () => s_engine.CompileText("(module)", new CompileLimits { CancellationToken = source.Token, Deadline = TimeSpan.FromHours(1) }));

        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public void AnAmpleDeadlineChangesNothing()
    {
        using CancellationTokenSource source = new();
        using CompiledModule module = s_engine.CompileText(
            """(module (func (export "f") (result i32) (i32.const 7)))""",
            CompileLimits.Untrusted with { Deadline = TimeSpan.FromHours(1), CancellationToken = source.Token });
        source.Cancel();
        using Instance instance = new Linker(s_engine).Instantiate(module);

        Assert.Equal(7, instance.GetFunction<int>("f")());
    }

    [Fact]
    public void ShapesAreBoundForBinariesTextAndModulesAlike()
    {
        CompileLimits limits = new() { Shape = ModuleLimits.Untrusted with { MaximumGlobals = 1 } };
        const string text = "(module (global i32 (i32.const 1)) (global i32 (i32.const 2)))";
        Module module = TextParser.Parse(text);

        string reason = Assert.Throws<InvalidModuleException>(() => s_engine.Compile(module, limits)).Reason;
        Assert.Equal("too many globals: 2, the limit is 1", reason);
        Assert.Equal(reason, Assert.Throws<InvalidModuleException>(() => s_engine.CompileText(text, limits)).Reason);
        Assert.Equal(reason, Assert.Throws<MalformedModuleException>(() => s_engine.Compile(ModuleEncoder.Encode(module), limits)).Reason);
    }

    private static Module Large()
    {
        WasmBuilder builder = new();
        for (int i = 0; i < 300; i++)
        {
            builder.Function($"f{i}", [I32], [I32], [], code =>
            {
                code.LocalGet(0);
                for (int n = 0; n < 3_000; n++)
                    code.I32Const(n).Op(WasmOp.I32Add);
            });
        }

        return builder.Build();
    }
}
