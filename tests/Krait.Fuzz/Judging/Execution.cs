using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Krait.Fuzz.Generation;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Fuzz.Judging;

/// <summary>Runs a program on one side, step by step, and writes down what can be seen after each.</summary>
internal sealed partial class Execution
{
    /// <summary>Units that each step may use unless it is told otherwise.</summary>
    public const long StepFuel = 30_000;

    /// <summary>Guest stack; so much that fuel nearly always runs out first.</summary>
    public const int StackBytes = 16 << 20;

    // Long enough for a busy machine to compile in.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Side _side;
    private readonly FuzzProgram _program;
    private readonly IReadOnlyDictionary<int, long> _fuelOfStep;
    private readonly HostWorld _host;
    private readonly List<StepOutcome> _steps = [];

    private Execution(Side side, FuzzProgram program, HostWorld host, IReadOnlyDictionary<int, long> fuelOfStep)
    {
        _side = side;
        _program = program;
        _fuelOfStep = fuelOfStep;
        _host = host;
    }

    /// <summary>Compiles a program's modules.</summary>
    public static ImmutableArray<CompiledModule> Compile(Side side, FuzzProgram program) => [.. program.Modules.Select(side.Compile)];

    /// <summary>Runs a program.</summary>
    /// <param name="side">The engine that compiled it.</param>
    /// <param name="program">The program.</param>
    /// <param name="compiled">Its modules.</param>
    /// <param name="profile">How values are written down.</param>
    /// <param name="fuelOfStep">Steps with another fuel limit than <see cref="StepFuel"/>.</param>
    public static ExecutionResult Run(
        Side side,
        FuzzProgram program,
        ImmutableArray<CompiledModule> compiled,
        ProgramProfile profile,
        IReadOnlyDictionary<int, long>? fuelOfStep = null)
    {
        Execution execution = new(side, program, new HostWorld(profile), fuelOfStep ?? ImmutableDictionary<int, long>.Empty);
        try
        {
            if (execution.Instantiate(compiled))
                execution.RunCalls(0, program.Calls.Length);
            return execution.Result;
        }
        finally
        {
            foreach (Instance instance in execution._host.Instances)
                instance.Dispose();
        }
    }

    private ExecutionResult Result => new([.. _steps], _host.Reached);

    private bool Instantiate(ImmutableArray<CompiledModule> compiled)
    {
        for (int i = 0; i < compiled.Length; i++)
        {
            CompiledModule module = compiled[i];
            Instance? made = null;
            Step("instantiate m" + i.ToString(CultureInfo.InvariantCulture), limits =>
            {
                made = _host.LinkerFor(_side.Engine, module.Source).Instantiate(module, Options(limits));
                _host.Instances.Add(made);
                return "";
            });
            if (made is null)
                return false;
        }

        return true;
    }

    private void RunCalls(int first, int end)
    {
        for (int i = first; i < end && _steps[^1].Kind != StepKind.OutOfStack; i++)
            Call(_program.Calls[i]);
    }

    private static InstanceOptions Options(CallLimits limits) => new() { Limits = limits, MaximumMemoryBytes = 4 << 16, MaximumTableElements = 100 };

    private void Call(FuzzCall call)
    {
        Value[] arguments = [.. call.Arguments.Select(_host.ToValue)];
        Step($"m{call.ModuleIndex}.{call.Export}({_host.Describe(arguments)})", limits =>
        {
            Instance instance = _host.Instances[call.ModuleIndex];
            instance.SetLimits(limits);
            return _host.Describe(instance.GetFunction(call.Export).Invoke(arguments));
        });
    }

    private void Step(string name, Func<CallLimits, string> action)
    {
        // Without fuel only what ended elsewhere is run, so the deadline is for what differs by never ending.
        CallLimits limits = new() { StackBytes = StackBytes };
        limits = _side.HasFuel
            ? limits with { Fuel = _fuelOfStep.GetValueOrDefault(_steps.Count, StepFuel) }
            : limits with { Deadline = s_patience };
        foreach (Instance instance in _host.Instances)
            instance.SetLimits(limits);
        (StepKind kind, string result, ImmutableArray<GuestFrame> frames) = Outcome(() => action(limits));
        long fuel = _host.Instances.Count == 0 ? 0 : _host.Instances.Max(instance => instance.FuelUsed);
        _steps.Add(new StepOutcome(name, kind, result, DescribeState(), fuel, [.. frames.Select(frame => frame.FunctionIndex)]));
    }

    private (StepKind Kind, string Result, ImmutableArray<GuestFrame> Frames) Outcome(Func<string> action)
    {
        try
        {
            return (StepKind.Returned, "returned " + action(), []);
        }
        catch (TrapException trap) when (trap.Code == TrapCode.CallStackExhausted)
        {
            return (StepKind.OutOfStack, "out of stack", []);
        }
        catch (TrapException trap)
        {
            return (StepKind.Trapped, $"trap {trap.Code} {Place(trap.Frames)}", trap.Frames);
        }
        catch (ResourceLimitException limit)
        {
            return (limit.Kind == ResourceKind.Fuel ? StepKind.OutOfFuel : StepKind.Refused, $"{limit.Message} {Place(limit.Frames)}", limit.Frames);
        }
        catch (GuestException thrown)
        {
            // Of what the host throws only the .NET stack knows the place, and not for sure: see GuestFrame.CodeOffset.
            string place = _host.IsOwn(thrown) ? "by the host" : Place(thrown.Frames);
            return (StepKind.Thrown, $"threw {_host.Describe(thrown)} {place}", _host.IsOwn(thrown) ? [] : thrown.Frames);
        }
        catch (HostFailureException)
        {
            return (StepKind.HostFailed, "host failed", []);
        }
        catch (LinkException error)
        {
            return (StepKind.Refused, error.Message, []);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Nothing else may leave the engine: the judge counts it as a difference.
            return (StepKind.Broken, error.ToString(), []);
        }
    }

    // The innermost frame: those further out may be missing where the machine code was inlined.
    private static string Place(ImmutableArray<GuestFrame> frames) => frames.Length == 0
        ? "outside"
        : string.Create(CultureInfo.InvariantCulture, $"at {frames[0].FunctionIndex}+{frames[0].CodeOffset}");

    private string DescribeState()
    {
        StringBuilder text = new();
        foreach (Instance instance in _host.Instances)
        {
            foreach (Export export in instance.Module.Exports)
            {
                switch (export.Kind)
                {
                    case ExternalKind.Memory: text.Append(DescribeMemory(instance.GetMemory(export.Name))).Append(' '); break;
                    case ExternalKind.Global: text.Append(_host.Describe(instance.GetGlobal(export.Name).GetValue())).Append(' '); break;
                    case ExternalKind.Table: DescribeTable(text, instance.GetTable(export.Name)); break;
                }
            }
        }

        return text.Append(_host.Log).ToString();
    }

    private static string DescribeMemory(Memory memory)
    {
        uint hash = 2166136261;
        foreach (uint word in MemoryMarshal.Cast<byte, uint>(memory.Bytes))
            hash = (hash ^ word) * 16777619;
        return string.Create(CultureInfo.InvariantCulture, $"memory={memory.SizeBytes}:{hash:x8}");
    }

    private void DescribeTable(StringBuilder text, Table table)
    {
        text.Append('[');
        for (int i = 0; i < table.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(_host.Describe(table.Get(i)));
        text.Append("] ");
    }
}

/// <summary>What a program did on one side.</summary>
/// <param name="Steps">Its steps in order, up to the one that nothing can follow.</param>
/// <param name="Reached">Runs of instructions that were entered, where the program says so.</param>
internal sealed record ExecutionResult(ImmutableArray<StepOutcome> Steps, IReadOnlySet<int> Reached);
