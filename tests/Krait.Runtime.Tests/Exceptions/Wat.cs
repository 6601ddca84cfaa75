using System;
using System.Threading;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Exceptions;

/// <summary>Makes instances of modules in the text format.</summary>
internal static class Wat
{
    public static CompiledModule Compile(Engine engine, string text) => engine.Compile(ModuleValidator.Validate(TextParser.Parse(text)));

    public static Instance Instantiate(Engine engine, string text, InstanceOptions? options = null) =>
        new Linker(engine).Instantiate(Compile(engine, text), options);

    public static Instance Instantiate(Linker linker, string text) => linker.Instantiate(Compile(linker.Engine, text));

    /// <summary>Fuel, deadline and cancellation each end the export <c>f</c>, which does not end by itself.</summary>
    public static void AssertEndedByEveryLimit(Engine engine, Engine metered, string text)
    {
        using Instance fuelled = Instantiate(metered, text);
        fuelled.SetLimits(new CallLimits { Fuel = 100_000 });
        Assert.Equal(ResourceKind.Fuel, Assert.Throws<ResourceLimitException>(() => fuelled.GetFunction("f").Invoke()).Kind);

        using Instance timed = Instantiate(engine, text);
        timed.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(20) });
        Assert.Equal(ResourceKind.Deadline, Assert.Throws<ResourceLimitException>(() => timed.GetFunction("f").Invoke()).Kind);

        using CancellationTokenSource source = new(millisecondsDelay: 20);
        using Instance cancelled = Instantiate(engine, text);
        cancelled.SetLimits(new CallLimits { CancellationToken = source.Token });
        Assert.ThrowsAny<OperationCanceledException>(() => cancelled.GetFunction("f").Invoke());
    }
}
