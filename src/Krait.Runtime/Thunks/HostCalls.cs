using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Thunks;

/// <summary>What host thunks call. Their argument is the address of a <see cref="HostBlock"/>.</summary>
internal static unsafe class HostCalls
{
    // SAFETY: the handle belongs to a HostFunction that the importing instance keeps alive, and the thunk was made for
    // exactly this delegate type.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Target<T>(nint block)
        where T : class =>
        Unsafe.As<T>(GCHandle.FromIntPtr(((HostBlock*)block)->Target).Target)!;

    public static Instance Instance(nint block) => References.InstanceOf(((HostBlock*)block)->Instance);

    public static Caller Caller(nint block) => new(Instance(block));

    /// <summary>Calls a <see cref="HostCallback"/> with arguments from, and results to, an array of words.</summary>
    public static void Untyped(nint block, long* slots) => Untyped(block, Target<UntypedHostFunction>(block), slots);

    /// <summary>The same for a function that is known.</summary>
    public static void Untyped(nint block, UntypedHostFunction function, long* slots)
    {
        Instance instance = Instance(block);
        FunctionType type = function.Type;
        FewValues few = default;
        int count = type.Parameters.Length + type.Results.Length;
        Span<Value> values = count <= FewValues.Count ? few[..count] : new Value[count];
        Span<Value> arguments = values[..type.Parameters.Length];
        Span<Value> results = values[type.Parameters.Length..];
        long* word = slots;
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = References.Load(type.Parameters[i], word, instance.Store);
            word += WordCounts.Of(type.Parameters[i]);
        }

        for (int i = 0; i < results.Length; i++)
            results[i] = type.Results[i].IsReference ? Value.Null(type.Results[i]) : Value.FromBits(type.Results[i], 0);
        function.Callback(new Caller(instance), arguments, results);
        word = slots;
        for (int i = 0; i < results.Length; i++)
        {
            References.Store(type.Results[i], results[i], word, instance.Store);
            word += WordCounts.Of(type.Results[i]);
        }
    }
}
