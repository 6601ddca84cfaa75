using System.Linq;
using System.Reflection;
using Krait.Runtime.IlCompiler;

namespace Krait.Runtime.Tests.IlCompiler;

/// <summary>Tries inside each other do not keep the just-in-time compiler busy for minutes.</summary>
public class NestedTryCodeTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(24, false)]
    [InlineData(25, true)]
    [InlineData(190, true)]
    public void DeepTriesAreNotOptimized(int depth, bool expected)
    {
        using Engine engine = new();
        using CompiledModule module = engine.CompileText(Nested(depth));
        using Instance instance = new Linker(engine).Instantiate(module);
        Assert.Equal(depth, instance.GetFunction("f").Invoke()[0].AsInt32());
        MethodBase method = MethodBase.GetMethodFromHandle(((IlModuleCode)module.Code).WorkingMethodOf(0))!;
        Assert.Equal(expected, method.GetMethodImplementationFlags().HasFlag(MethodImplAttributes.NoOptimization));
    }

    [Fact]
    public void TriesInARowAreNotDeep()
    {
        using Engine engine = new();
        string row = string.Concat(Enumerable.Repeat("(block $c (try_table (catch $e $c) (throw $e)))", 100));
        using CompiledModule module = engine.CompileText($"(module (tag $e) (func {row}))");
        MethodBase method = MethodBase.GetMethodFromHandle(((IlModuleCode)module.Code).WorkingMethodOf(0))!;
        Assert.False(method.GetMethodImplementationFlags().HasFlag(MethodImplAttributes.NoOptimization));
    }

    // Only the outermost catches; every try that the exception passes inside has another tag.
    private static string Nested(int depth)
    {
        string body = "(throw $e)";
        for (int i = 1; i < depth; i++)
            body = $"(block $b{i} (try_table (catch $other $b{i}) {body}))";
        return $"(module (tag $e) (tag $other) (func (export \"f\") (result i32) (block $c (try_table (catch $e $c) {body})) (i32.const {depth})))";
    }
}
