using System;
using System.Runtime.CompilerServices;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A function of an instance: one it defines, or one it imports and passes on.</summary>
/// <remarks>
/// A call runs on the caller's thread, under the limits of <see cref="Instance.SetLimits"/>. It throws
/// <see cref="TrapException"/>, <see cref="ResourceLimitException"/>, <see cref="OperationCanceledException"/>, or what a
/// host function threw.
/// </remarks>
public sealed unsafe class Function
{
    private UntypedCall? _untyped;
    private RawCall? _raw;

    internal Function(Instance instance, int index, FunctionType type, FunctionRecord* record)
    {
        Instance = instance;
        Index = index;
        Type = type;
        Record = record;
    }

    /// <summary>The instance it was taken from.</summary>
    public Instance Instance { get; }

    /// <summary>Index in the module's function space, imports first.</summary>
    public int Index { get; }

    /// <summary>Parameters and results.</summary>
    public FunctionType Type { get; }

    /// <summary>From the name section or an export; <c>func[12]</c> where there is none.</summary>
    public string Name => Instance.Module.FunctionName(Index);

    internal GuestStore Store => Instance.Store;

    internal FunctionRecord* Record { get; }

    /// <summary>Calls the function with values of any types; allocates the results.</summary>
    /// <param name="arguments">One value per parameter.</param>
    /// <returns>One value per result.</returns>
    /// <exception cref="ArgumentException">Number or types of the arguments do not fit.</exception>
    public Value[] Invoke(params ReadOnlySpan<Value> arguments)
    {
        Value[] results = Type.Results.Length == 0 ? [] : new Value[Type.Results.Length];
        Invoke(arguments, results);
        return results;
    }

    /// <summary>Calls the function with values of any types, without allocation.</summary>
    /// <param name="arguments">One value per parameter.</param>
    /// <param name="results">Receives one value per result; at least that long.</param>
    /// <exception cref="ArgumentException">Number or types of the arguments do not fit.</exception>
    public void Invoke(ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        if (arguments.Length != Type.Parameters.Length)
            throw new ArgumentException($"{Name} takes {Type.Parameters.Length} arguments, not {arguments.Length}", nameof(arguments));
        if (results.Length < Type.Results.Length)
            throw new ArgumentException($"{Name} gives {Type.Results.Length} results, room is for {results.Length}", nameof(results));

        // One slot more than needed, so that the pointers are valid for empty lists too.
        int argumentWords = WordCounts.Of(Type.Parameters);
        Span<long> slots = Slots(argumentWords + WordCounts.Of(Type.Results) + 1, stackalloc long[32]);
        fixed (long* first = slots)
        {
            WriteArguments(arguments, first);
            _untyped ??= Store.Engine.Code.UntypedCallFor(Type);
            EnterCall();
            try
            {
                _untyped(Record->Code, Record->Context, first, first + argumentWords);
            }
            finally
            {
                LeaveCall();
            }

            ReadResults(first + argumentWords, results);
        }
    }

    /// <summary>Calls a function over numbers with arguments and results as the guest has them, without allocation or conversion.</summary>
    /// <param name="arguments">
    /// The parameters as 64-bit words: an <c>i32</c> in the low half (the high half is ignored), the bits of an <c>f32</c> there too,
    /// those of an <c>f64</c>, and two words for a <c>v128</c>, the low half first.
    /// </param>
    /// <param name="results">Receives the results in the same form, high halves of 32-bit numbers zero; at least as long as they are.</param>
    /// <exception cref="ArgumentException">The number of words does not fit, or the type has references: those go through <see cref="Value"/>.</exception>
    /// <remarks>For callers that know the type only at run time and call often; with a type known at compile time a delegate is faster.</remarks>
    public void InvokeRaw(ReadOnlySpan<long> arguments, Span<long> results)
    {
        RawCall raw = _raw ??= RawCall.Of(this);
        if (arguments.Length != raw.ArgumentWords || results.Length < raw.ResultWords)
            throw raw.Mismatch(arguments.Length, results.Length, Name);

        // A pointer to an empty span would be null; the calls of functions without arguments or results read none.
        fixed (long* firstArgument = arguments)
        fixed (long* firstResult = results)
        {
            EnterCall();
            try
            {
                raw.Code(Record->Code, Record->Context, firstArgument, firstResult);
            }
            finally
            {
                LeaveCall();
            }
        }

        // What the back ends leave beside 32 bits differs.
        foreach (int word in raw.HalfWords)
            results[word] = (uint)results[word];
    }

    /// <summary>Makes a delegate that calls this function without boxing.</summary>
    /// <typeparam name="TDelegate">
    /// Parameters <c>int</c>, <c>long</c>, <c>float</c>, <c>double</c> (or unsigned) or <c>Vector128&lt;byte&gt;</c> as the
    /// function's type says; result the same, or a value tuple where there are several.
    /// </typeparam>
    /// <exception cref="ArgumentException">The delegate's signature is not the function's.</exception>
    /// <remarks>Cost: about a microsecond, more for the first delegate of a type. Keep the delegate.</remarks>
    public TDelegate ToDelegate<TDelegate>()
        where TDelegate : Delegate =>
        (TDelegate)Store.Engine.Code.TypedCallFor(typeof(TDelegate), this);

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name;

    internal void EnterCall()
    {
        Instance.EnterCall();
        if (LazyCode.IsStub(Record))
            CompileEntered();
    }

    internal void LeaveCall() => Instance.LeaveCall();

    // The caller reads results through the context, so a stub, which has none, will not do.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CompileEntered()
    {
        bool isDone = false;
        try
        {
            LazyCode.Complete(Record);
            isDone = true;
        }
        finally
        {
            if (!isDone)
                Instance.LeaveCall();
        }
    }

    private void WriteArguments(ReadOnlySpan<Value> arguments, long* words)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            References.Store(Type.Parameters[i], arguments[i], words, Store);
            words += WordCounts.Of(Type.Parameters[i]);
        }
    }

    private void ReadResults(long* words, Span<Value> results)
    {
        for (int i = 0; i < Type.Results.Length; i++)
        {
            results[i] = References.Load(Type.Results[i], words, Store);
            words += WordCounts.Of(Type.Results[i]);
        }
    }

    private static Span<long> Slots(int count, Span<long> small) => count <= small.Length ? small : new long[count];
}
