using System;
using System.Linq;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;

namespace Krait.Runtime.Tests.Splitting;

// The module exports `run(program, steps)`: a loop that reads a byte, goes to its arm by a branch table, and does some arithmetic
// on locals that all arms share. `program` is where the bytes are in memory; the module puts some there.

/// <summary>A module with the loop of an interpreter, too large for the just-in-time compiler.</summary>
internal static class LargeModule
{
    private const int Program = 0;
    private const int Steps = 1;
    private const int Sum = 2;
    private const int Scratch = 3;
    private const int Float = 4;
    private const int Arms = 200;

    public static WasmBuilder Build()
    {
        WasmBuilder builder = new();
        int helper = builder.Function("helper", [I64], [I64], [], code => code.LocalGet(0).I64Const(13).Op(WasmOp.I64Rotl));
        builder.Memory(1);
        byte[] bytes = new byte[4096];
        new Random(1).NextBytes(bytes);
        builder.Data(0, bytes);
        builder.Function("run", [I32, I32], [I64], [I64, I64, F64], code => WriteLoop(code, helper));
        return builder;
    }

    /// <summary>Bytes of the code of the function <c>run</c>.</summary>
    public static int CodeBytes => Build().Build().Functions[1].Body.Code.Length;

    private static void WriteLoop(InstructionWriter code, int helper)
    {
        code.Loop();
        for (int i = 0; i <= Arms; i++)
            code.Block();
        code.LocalGet(Program).I32Const(4095).Op(WasmOp.I32And).Memory(WasmOp.I32Load8U, 1, 0);
        code.BrTable([.. Enumerable.Range(0, Arms)], Arms);
        for (int arm = 0; arm < Arms; arm++)
        {
            code.End();
            WriteArm(code, arm, helper);
            WriteNext(code, loop: Arms - arm);
        }

        code.End();
        code.LocalGet(Sum).I64Const(7).Op(WasmOp.I64Add).LocalSet(Sum);
        WriteNext(code, loop: 0);
        code.End();
        code.Unreachable();
    }

    // Returns after the last step, else goes on with the next byte.
    private static void WriteNext(InstructionWriter code, int loop)
    {
        code.LocalGet(Program).I32Const(1).Op(WasmOp.I32Add).LocalSet(Program);
        code.LocalGet(Steps).I32Const(1).Op(WasmOp.I32Sub).LocalTee(Steps).Op(WasmOp.I32Eqz).If();
        code.LocalGet(Sum).LocalGet(Float).Op(WasmOp.I64ReinterpretF64).Op(WasmOp.I64Xor).Return();
        code.End().Br(loop);
    }

    private static void WriteArm(InstructionWriter code, int arm, int helper)
    {
        for (int i = 0; i < 10; i++)
        {
            code.LocalGet(Sum).I64Const((arm * 7919L) + i).Op(WasmOp.I64Mul).LocalGet(Scratch).Op(WasmOp.I64Add).LocalSet(Sum);
            code.LocalGet(Sum).I64Const(17 + i).Op(WasmOp.I64ShrU).LocalSet(Scratch);
            code.LocalGet(Scratch).Op(WasmOp.I32WrapI64).I32Const(0xFF8).Op(WasmOp.I32And).LocalGet(Sum).Memory(WasmOp.I64Store, 8, (ulong)(8192 + arm));
        }

        if (arm % 3 == 0)
            code.LocalGet(Sum).Call(helper).LocalSet(Sum);
        if (arm % 4 == 1)
            code.LocalGet(Float).F64Const(arm).Op(WasmOp.F64Add).LocalSet(Float);
    }
}
