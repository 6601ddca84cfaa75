using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>Vector instructions.</summary>
internal static unsafe class VectorDispatch
{
    public static Instruction* Execute(Instruction* ip, long* fp, GuestContext* context) =>
        throw new InternalErrorException($"{ip->Op} at {(nint)ip}, frame {(nint)fp}, context {(nint)context}");
}
