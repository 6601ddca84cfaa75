using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>Where an activation goes on with an exception that is caught.</summary>
/// <param name="ip">The clause's first instruction, <see cref="Opcode.Catch"/>.</param>
/// <param name="frame">Its frame.</param>
/// <param name="context">The frame's context.</param>
internal readonly unsafe struct HandlerPlace(Instruction* ip, long* frame, GuestContext* context)
{
    public readonly Instruction* Ip = ip;

    public readonly long* Frame = frame;

    public readonly GuestContext* Context = context;
}
