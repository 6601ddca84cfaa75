using System;
using System.Runtime.CompilerServices;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>The error of a switch that has no case for an instruction; apart, because it would make the switch's frame larger.</summary>
internal static unsafe class UnknownOpcode
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Exception Error(Instruction* instruction) => new InternalErrorException($"no code executes {instruction->Op}");
}
