using System;
using System.Collections.Generic;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Tracing;

/// <summary>Makes the functions that tell a tracer of one instance's calls.</summary>
/// <param name="instance">The instance.</param>
/// <param name="tracer">Who is told.</param>
internal sealed unsafe class TraceHooks(Instance instance, ICallTracer tracer)
{
    // Keeps delegates and native memory as long as the instance.
    private readonly List<object> _kept = [];

    /// <summary>Fills the table of hooks of a rewritten module.</summary>
    public void FillTable(TracedModule module, ModuleCode code)
    {
        Table table = instance.Tables[module.TableIndex];
        for (int i = 0; i < module.Slots.Count; i++)
        {
            TraceHook hook = module.Slots[i];
            FunctionType type = module.Module.FunctionTypeAt(hook.TypeIndex);
            HostFunction host = Keep(instance.Module.Engine.Code.HostFunctionFor(type, CallbackOf(hook.Kind)));
            FunctionRecord* record = (FunctionRecord*)Keep(new NativeWords(sizeof(FunctionRecord) / sizeof(long))).Items;
            *record = new FunctionRecord
            {
                Code = host.Code,
                Context = (nint)NewBlock(host),
                TypeId = code.TypeNumberOf(hook.TypeIndex),
                FunctionIndex = -1,
                Owner = instance.WeakHandle,
            };
            table.Items[i] = (long)record;
        }
    }

    /// <summary>A function of the host that tells the tracer and calls another one.</summary>
    public HostFunction Around(HostFunction host, int functionIndex)
    {
        nint block = (nint)NewBlock(host);
        UntypedCall call = instance.Module.Engine.Code.UntypedCallFor(host.Type);
        FunctionType type = host.Type;
        int argumentWords = WordCounts.Of(type.Parameters);
        int wordCount = argumentWords + WordCounts.Of(type.Results) + 1;
        return Keep(instance.Module.Engine.Code.HostFunctionFor(type, (caller, arguments, results) =>
        {
            GuestStore store = instance.Store;
            TracedCall traced = new(instance, functionIndex, store.TraceDepth);
            tracer.OnEnter(traced, arguments);
            store.TraceDepth = traced.Depth + 1;
            try
            {
                long[] words = new long[wordCount];
                fixed (long* first = words)
                {
                    Write(type, arguments, first, store);
                    call(host.Code, block, first, first + argumentWords);
                    Read(type, first + argumentWords, results, store);
                }
            }
            catch (Exception error)
            {
                store.TraceDepth = traced.Depth;
                tracer.OnFailure(traced, error);
                throw;
            }

            store.TraceDepth = traced.Depth;
            tracer.OnLeave(traced, results);
        }));
    }

    private static void Write(FunctionType type, ReadOnlySpan<Value> arguments, long* words, GuestStore store)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            References.Store(type.Parameters[i], arguments[i], words, store);
            words += WordCounts.Of(type.Parameters[i]);
        }
    }

    private static void Read(FunctionType type, long* words, Span<Value> results, GuestStore store)
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = References.Load(type.Results[i], words, store);
            words += WordCounts.Of(type.Results[i]);
        }
    }

    private HostCallback CallbackOf(TraceHookKind kind) => kind switch
    {
        TraceHookKind.Enter => OnEnter,
        TraceHookKind.Leave => OnLeave,
        _ => OnTailCall,
    };

    private void OnEnter(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        GuestStore store = instance.Store;
        TracedCall call = new(instance, arguments[^1].AsInt32(), store.TraceDepth);
        tracer.OnEnter(call, arguments[..^1]);
        store.TraceDepth = call.Depth + 1;
        results[0] = call.Depth;
    }

    // The token says how deep the function began; those inside of it that ended with an exception never came here.
    private void OnLeave(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        TracedCall call = new(instance, arguments[^2].AsInt32(), arguments[^1].AsInt32());
        instance.Store.TraceDepth = call.Depth;
        arguments[..^2].CopyTo(results);
        tracer.OnLeave(call, results);
    }

    private void OnTailCall(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        TracedCall call = new(instance, arguments[^2].AsInt32(), arguments[^1].AsInt32());
        instance.Store.TraceDepth = call.Depth;
        tracer.OnTailCall(call);
    }

    private HostBlock* NewBlock(HostFunction host)
    {
        HostBlock* block = (HostBlock*)Keep(new NativeWords(sizeof(HostBlock) / sizeof(long))).Items;
        *block = new HostBlock { Scratch = instance.Context->Scratch, Target = host.TargetHandle, Instance = instance.WeakHandle };
        return block;
    }

    private T Keep<T>(T item)
        where T : class
    {
        _kept.Add(item);
        return item;
    }
}
