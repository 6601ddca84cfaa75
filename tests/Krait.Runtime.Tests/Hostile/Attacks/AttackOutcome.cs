using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Runs a hostile module once and says in a few words how it ended.</summary>
internal static class AttackOutcome
{
    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Engine s_metered = TestEngine.NewMetered();

    /// <summary>How the run ended, e.g. <c>limit Fuel</c>, <c>trap CallStackExhausted</c>, <c>malformed: unexpected end</c>.</summary>
    /// <param name="module">The text or the bytes of a module.</param>
    /// <param name="run">What to call and under which limits.</param>
    /// <param name="elapsed">How long it took.</param>
    public static string Of(object module, AttackRun run, out TimeSpan elapsed)
    {
        long start = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            outcome = Run(module, run);
        }
        catch (TrapException e)
        {
            outcome = $"trap {e.Code}";
        }
        catch (ResourceLimitException e)
        {
            outcome = $"limit {e.Kind}";
        }
        catch (GuestException)
        {
            outcome = "exception";
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
        }
        catch (MalformedModuleException e)
        {
            outcome = $"malformed: {e.Reason}";
        }
        catch (InvalidModuleException e)
        {
            outcome = $"invalid: {e.Reason}";
        }

        elapsed = Stopwatch.GetElapsedTime(start);
        return outcome;
    }

    private static string Run(object module, AttackRun run)
    {
        Engine engine = run.MetersFuel ? s_metered : s_engine;
        using CompiledModule compiled = module is string text
            ? engine.CompileText(text, run.CompileLimits)
            : engine.Compile((byte[])module, run.CompileLimits);
        if (run.Line.StartsWith("compile", StringComparison.Ordinal))
            return "compiled";

        using CancellationTokenSource cancellation = new();
        using Instance instance = AttackHost.Define(engine).Instantiate(compiled, run.InstanceOptions(run.CallLimits(cancellation.Token)));
        if (run.Function is null)
            return "instantiated";

        if (run.Time("cancel") is TimeSpan time)
            cancellation.CancelAfter(time);
        Value[] results = instance.GetFunction(run.Function).Invoke([.. run.Arguments.Select(Value.FromInt32)]);
        return string.Join(' ', results.Select(value => value.ToString()).Prepend("result"));
    }
}
