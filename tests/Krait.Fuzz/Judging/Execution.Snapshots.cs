using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Krait.Fuzz.Generation;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Fuzz.Judging;

// Programs that go on from a snapshot.
internal sealed partial class Execution
{
    /// <summary>Runs a program of one module, takes a snapshot between two calls, and goes on from there in every form that the state can have.</summary>
    /// <param name="side">The engine that compiled it.</param>
    /// <param name="program">The program.</param>
    /// <param name="compiled">Its module.</param>
    /// <param name="profile">How values are written down.</param>
    /// <param name="calls">How many calls come before the snapshot.</param>
    /// <returns>The whole program in each form, by name; nothing where the state holds what no snapshot can keep.</returns>
    public static IReadOnlyDictionary<string, ExecutionResult> RunFromSnapshot(
        Side side, FuzzProgram program, CompiledModule compiled, ProgramProfile profile, int calls)
    {
        Execution original = new(side, program, new HostWorld(profile), ImmutableDictionary<int, long>.Empty);
        Dictionary<string, ExecutionResult> results = [];
        if (!original.Instantiate([compiled]))
            return results;
        using Instance instance = original._host.Instances[0];
        original.RunCalls(0, calls);
        if (original._steps[^1].Kind == StepKind.OutOfStack || TakeOrNull(instance) is not { } snapshot)
            return results;
        using (snapshot)
        {
            results.Add("a copy", original.GoOnWith(snapshot.Instantiate, calls));
            results.Add("a copy after a reset", original.GoOnWith(snapshot.Instantiate, calls, GoOnFrom.Reset));
            results.Add("a copy from bytes", original.GoOnWith((linker, options) => Loaded(snapshot).Instantiate(linker, options), calls));
            using CompiledModule own = side.Compile(ModuleDecoder.Decode(ModuleEncoder.Encode(snapshot.ToModule())));
            results.Add("a module of its own", original.GoOnWith((linker, options) => linker.Instantiate(own, options), calls));
        }

        // Last, so that it shows what taking the snapshot and running the others have changed.
        original.RunCalls(calls, program.Calls.Length);
        results.Add("the original", original.Result);
        return results;
    }

    private static Snapshot? TakeOrNull(Instance instance)
    {
        try
        {
            return instance.TakeSnapshot();
        }
        catch (InvalidOperationException error) when (error.Message.Contains("which a snapshot cannot keep", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static Snapshot Loaded(Snapshot snapshot)
    {
        using MemoryStream stream = new();
        snapshot.Save(stream);
        stream.Position = 0;
        return Snapshot.Load(snapshot.Module, stream);
    }

    private ExecutionResult GoOnWith(Func<Linker, InstanceOptions, Instance> make, int calls, GoOnFrom from = GoOnFrom.Made)
    {
        HostWorld host = _host.Fork();
        Instance instance = make(host.LinkerFor(_side.Engine, _program.Modules[0]), Options(CallLimits.Default));
        host.Instances.Add(instance);
        try
        {
            if (from == GoOnFrom.Reset)
            {
                NewFrom(host).RunCalls(0, _program.Calls.Length);
                instance.Reset();
                host.GoBackTo(_host);
            }

            Execution execution = NewFrom(host);
            execution.RunCalls(calls, _program.Calls.Length);
            return execution.Result;
        }
        finally
        {
            instance.Dispose();
        }
    }

    private Execution NewFrom(HostWorld host)
    {
        Execution execution = new(_side, _program, host, _fuelOfStep);
        execution._steps.AddRange(_steps);
        return execution;
    }

    private enum GoOnFrom
    {
        Made,
        Reset,
    }
}
