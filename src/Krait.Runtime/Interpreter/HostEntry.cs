using System.Runtime.CompilerServices;
using Krait.Runtime.Store;
using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>A function of the host as the interpreter calls it: with words. It is the target of its <see cref="HostBlock"/>.</summary>
/// <param name="type">Its guest type.</param>
internal abstract unsafe class HostEntry(FunctionType type)
{
    public FunctionType Type { get; } = type;

    /// <summary>Calls the function of a <see cref="HostBlock"/>.</summary>
    /// <param name="block">Its address.</param>
    /// <param name="words">The arguments; receives the results.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Call(nint block, long* words) => HostCalls.Target<HostEntry>(block).Invoke(block, words);

    protected abstract void Invoke(nint block, long* words);
}
