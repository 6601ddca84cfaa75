using Krait.Runtime.Thunks;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>A <see cref="HostCallback"/>.</summary>
internal sealed unsafe class HostCallbackEntry(FunctionType type, HostCallback callback) : HostEntry(type)
{
    private readonly UntypedHostFunction _function = new(type, callback);

    protected override void Invoke(nint block, long* words) => HostCalls.Untyped(block, _function, words);
}
