using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Store;

public class HostFunctionTests
{
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void AllNumberTypesCrossInBothDirections()
    {
        using Instance instance = PassThrough([I32, I64, F32, F64], [F64], linker => linker.DefineFunction(
            "env", "host", (int a, long b, float c, double d) => a + b + c + d));

        Assert.Equal(10.5, instance.GetFunction<int, long, float, double, double>("f")(1, 2, 3.25f, 4.25));
    }

    [Fact]
    public void UnsignedAndBooleanParametersTakeTheSameBits()
    {
        using Instance instance = PassThrough([I32, I64, I32], [I32], linker => linker.DefineFunction(
            "env", "host", (uint a, ulong b, bool c) => a == uint.MaxValue && b == ulong.MaxValue && c));

        Assert.Equal([1], instance.GetFunction("f").Invoke(-1, -1L, 1));
    }

    [Fact]
    public void TuplesAreSeveralResults()
    {
        using Instance instance = PassThrough([I32], [I32, I64, F64], linker => linker.DefineFunction(
            "env", "host", (int a) => (a + 1, a + 2L, a + 0.5)));

        Assert.Equal((8, 9L, 7.5), instance.GetDelegate<Func<int, (int, long, double)>>("f")(7));
        Assert.Equal([8, 9L, 7.5], instance.GetFunction("f").Invoke(7));
    }

    [Fact]
    public void CallbacksServeAnySignature()
    {
        using Instance instance = PassThrough([I32, F32], [I64, I32], linker => linker.DefineFunction(
            "env",
            "host",
            new FunctionType([I32, F32], [I64, I32]),
            (caller, arguments, results) =>
            {
                results[0] = (long)arguments[1].AsSingle();
                results[1] = arguments[0].AsInt32() + caller.Instance.Module.Exports.Length;
            }));

        Assert.Equal([2L, 6], instance.GetFunction("f").Invoke(5, 2.5f));
    }

    [Fact]
    public void TheInstanceMayComeFirst()
    {
        Instance? seen = null;
        using Instance instance = PassThrough([I32], [I32], linker => linker.DefineFunction(
            "env", "host", (Instance caller, int a) =>
            {
                seen = caller;
                return a;
            }));
        instance.GetFunction("f").Invoke(1);

        Assert.Same(instance, seen);
    }

    [Fact]
    public void AHostFunctionCanBeCalledThroughATable()
    {
        WasmBuilder builder = new();
        int host = builder.ImportFunction("env", "host", [I32], [I32]);
        int type = builder.Type([I32], [I32]);
        builder.Table(host);
        builder.Function("f", [I32], [I32], [], code => code.LocalGet(0).I32Const(0).CallIndirect(type));
        using Instance instance = new Linker(s_engine).DefineFunction("env", "host", (int a) => a * 3)
            .Instantiate(s_engine.Compile(builder.Build()));

        Assert.Equal([21], instance.GetFunction("f").Invoke(7));
        Assert.Equal([12], ((Function)instance.Tables[0].Get(0).Reference!).Invoke(4));
    }

    [Fact]
    public void AMissingImportIsNamedWithItsType()
    {
        LinkException error = Assert.Throws<LinkException>(() => PassThrough([I32], [I64], linker => linker));

        Assert.Equal("unknown import \"env\" \"host\": expected func (i32) -> i64", error.Message);
        Assert.Equal(("env", "host"), (error.ModuleName, error.FieldName));
    }

    [Fact]
    public void AnImportOfAnotherTypeIsNamedWithBothTypes()
    {
        LinkException error = Assert.Throws<LinkException>(
            () => PassThrough([I32], [I64], linker => linker.DefineFunction("env", "host", (int a) => a)));

        Assert.Equal("incompatible import type \"env\" \"host\": expected func (i32) -> i64, found func (i32) -> i32", error.Message);
    }

    [Fact]
    public void DelegatesOfAnotherTypeAreRefused()
    {
        using Instance instance = FirstCallTests.Fibonacci().Instantiate(s_engine);

        ArgumentException error = Assert.Throws<ArgumentException>(() => instance.GetFunction<long, int>("fib"));

        Assert.Equal("fib has type (i32) -> i32, the delegate (i64) -> i32", error.Message);
    }

    [Fact]
    public void SignaturesWithoutAGuestTypeAreRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new Linker(s_engine).DefineFunction("env", "host", (string text) => { }));

        Assert.StartsWith("System.String has no guest type", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameIsDefinedOnce()
    {
        Linker linker = new Linker(s_engine).DefineFunction("env", "host", () => { });

        Assert.Throws<ArgumentException>(() => linker.DefineFunction("env", "host", () => { }));
        Assert.True(linker.Clone().IsDefined("env", "host"));
    }

    [Fact]
    public void AMissingExportIsAnsweredWithWhatThereIs()
    {
        using Instance instance = FirstCallTests.Fibonacci().Instantiate(s_engine);

        ArgumentException error = Assert.Throws<ArgumentException>(() => instance.GetFunction("fob"));

        Assert.StartsWith("the module exports no function \"fob\"; it exports \"fib\"", error.Message, StringComparison.Ordinal);
        Assert.False(instance.TryGetFunction("fob", out _));
        Assert.False(instance.TryGetMemory("memory", out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AWrongNumberOfArgumentsIsRefused(int count)
    {
        using Instance instance = FirstCallTests.Fibonacci().Instantiate(s_engine);

        Assert.Throws<ArgumentException>(() => instance.GetFunction("fib").Invoke(new Value[count]));
    }

    [Fact]
    public void AnArgumentOfAnotherTypeIsRefused()
    {
        using Instance instance = FirstCallTests.Fibonacci().Instantiate(s_engine);

        Assert.Throws<ArgumentException>(() => instance.GetFunction("fib").Invoke(1L));
    }

    [Fact]
    public void CallsDoNotAllocate()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            Assert.Skip("without run-time code generation delegates are called by reflection, which allocates");
        using Instance instance = PassThrough([I32], [I32], linker => linker.DefineFunction("env", "host", (int a) => a + 1));
        Func<int, int> f = instance.GetFunction<int, int>("f");
        f(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            f(i);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 3)]
    [InlineData(40, 40)]
    public void CallsWithManyValuesPassAllOfThem(int parameters, int results)
    {
        ValueType[] takes = [.. Enumerable.Repeat(I32, parameters)];
        ValueType[] gives = [.. Enumerable.Repeat(I32, results)];
        using Instance instance = PassThrough(takes, gives, linker => linker.DefineFunction("env", "host", new FunctionType([.. takes], [.. gives]), (_, arguments, answers) =>
        {
            for (int i = 0; i < answers.Length; i++)
                answers[i] = arguments[i].AsInt32() + i;
        }));
        Value[] arguments = [.. Enumerable.Range(100, parameters).Select(Value.FromInt32)];

        Value[] answers = instance.GetFunction("f").Invoke(arguments);

        Assert.Equal(Enumerable.Range(0, results).Select(i => Value.FromInt32(100 + i + i)), answers);
    }

    [Fact]
    public async Task OneModuleServesManyThreads()
    {
        using CompiledModule module = s_engine.Compile(FirstCallTests.Fibonacci().Build());
        Linker linker = new(s_engine);
        Task<int>[] tasks = new Task<int>[8];
        for (int i = 0; i < tasks.Length; i++)
        {
            tasks[i] = Task.Run(() =>
            {
                int sum = 0;
                for (int n = 0; n < 50; n++)
                {
                    using Instance instance = linker.Instantiate(module);
                    sum += instance.GetFunction<int, int>("fib")(10);
                }

                return sum;
            });
        }

        Assert.All(await Task.WhenAll(tasks), sum => Assert.Equal(50 * 55, sum));
    }

    // A module whose function f hands its parameters to env.host and returns the results.
    private static Instance PassThrough(ValueType[] parameters, ValueType[] results, Func<Linker, Linker> define)
    {
        WasmBuilder builder = new();
        int host = builder.ImportFunction("env", "host", parameters, results);
        builder.Function("f", parameters, results, [], code =>
        {
            for (int i = 0; i < parameters.Length; i++)
                code.LocalGet(i);
            code.Call(host);
        });
        return define(new Linker(s_engine)).Instantiate(s_engine.Compile(builder.Build()));
    }
}
