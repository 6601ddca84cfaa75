using System;
using System.Collections.Generic;
using Krait.Testing;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.IlCompiler;

// Leaving out a bounds check that is needed would let a guest out of its memory. Random programs are compiled twice: as
// they are, and with every address computed anew so that nothing is known about it. Both must do the same.
public class CheckedAddressTests
{
    private const int Locals = 6;
    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void LeavingOutChecksChangesNothing()
    {
        int trapped = 0;
        int finished = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            using Instance plain = Compile(seed, AddressForm.Local);
            using Instance opaque = Compile(seed, AddressForm.Computed);
            for (int argument = 0; argument < 4; argument++)
            {
                string expected = Outcome(opaque, argument);
                Assert.Equal(expected, Outcome(plain, argument));
                if (expected.StartsWith("trap", StringComparison.Ordinal))
                    trapped++;
                else
                    finished++;
            }
        }

        Assert.True(50 < trapped && 50 < finished, $"{trapped} trapped, {finished} finished");
    }

    [Fact]
    public void ACheckInOneArmDoesNotCountAfterIt()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("f", [I32, I32], [I32], [], code => code
            .LocalGet(1).If().LocalGet(0).Memory(WasmOp.I32Load, 4, 0).Op(WasmOp.Drop).End()
            .LocalGet(0).Memory(WasmOp.I32Load, 4, 0));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(65536, 0));
    }

    [Fact]
    public void ACopyInOneArmDoesNotCountAfterIt()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("f", [I32, I32, I32], [I32], [], code => code
            .LocalGet(0).Memory(WasmOp.I32Load, 4, 0).Op(WasmOp.Drop)
            .LocalGet(2).If().LocalGet(0).LocalSet(1).End()
            .LocalGet(1).Memory(WasmOp.I32Load, 4, 0));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([0], instance.GetFunction("f").Invoke(8, 65536, 1));
        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(8, 65536, 0));
    }

    [Fact]
    public void ACheckBeforeALoopDoesNotCountForALocalThatTheLoopChanges()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("f", [I32], [I32], [], code => code
            .LocalGet(0).Memory(WasmOp.I32Load, 4, 0).Op(WasmOp.Drop)
            .Loop()
            .LocalGet(0).Memory(WasmOp.I32Load, 4, 0).Op(WasmOp.Drop)
            .LocalGet(0).I32Const(4096).Op(WasmOp.I32Add).LocalSet(0)
            .Br(0)
            .End().Unreachable());
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(0)).Code);
    }

    [Fact]
    public void ACheckOfAShorterRangeDoesNotCountForALongerOne()
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("f", [I32], [I64], [], code => code
            .LocalGet(0).Memory(WasmOp.I32Load, 4, 0).Op(WasmOp.Drop)
            .LocalGet(0).Memory(WasmOp.I64Load, 8, 0));
        using Instance instance = builder.Instantiate(s_engine);

        Assert.Equal([0L], instance.GetFunction("f").Invoke(65528));
        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(65532));
    }

    private enum AddressForm
    {
        Local,
        Computed,
    }

    private static string Outcome(Instance instance, int argument)
    {
        instance.GetMemory("memory").Bytes.Clear();
        try
        {
            int result = instance.GetFunction("f").Invoke(argument * 20_000, 65_510 + argument)[0].AsInt32();
            return $"{result} {Checksum(instance.GetMemory("memory").Bytes)}";
        }
        catch (TrapException error)
        {
            return $"trap {error.Code} {Checksum(instance.GetMemory("memory").Bytes)}";
        }
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte value in bytes)
            sum = (sum * 31) + value;
        return sum;
    }

    private static Instance Compile(int seed, AddressForm form)
    {
        WasmBuilder builder = new();
        builder.Memory(1, 1);
        List<ValueType> locals = [];
        for (int i = 2; i < Locals + 1; i++)
            locals.Add(I32);

        // The last local counts loop iterations down, so that every program ends.
        builder.Function("f", [I32, I32], [I32], [.. locals], code =>
        {
            code.I32Const(200).LocalSet(Locals);
            Generator generator = new(new Random(seed), code, form);
            generator.Statements(depth: 0);
            code.LocalGet(2).LocalGet(3).Op(WasmOp.I32Add);
        });
        return builder.Instantiate(s_engine);
    }

    private sealed class Generator(Random random, InstructionWriter code, AddressForm form)
    {
        public void Statements(int depth)
        {
            int count = random.Next(3, 8);
            for (int i = 0; i < count; i++)
                Statement(depth);
        }

        private void Statement(int depth)
        {
            switch (random.Next(depth < 4 ? 9 : 5))
            {
                case 0 or 1:
                    Address();
                    code.Memory(WasmOp.I32Load, 1, (ulong)random.Next(12)).LocalGet(Any()).Op(WasmOp.I32Add).LocalSet(Any());
                    break;
                case 2:
                    Address();
                    code.LocalGet(Any()).Memory(WasmOp.I32Store16, 1, (ulong)random.Next(8));
                    break;
                case 3:
                    code.LocalGet(Any()).LocalSet(Any());
                    break;
                case 4:
                    // Close to the end of memory, now and then too close.
                    code.LocalGet(Any()).I32Const(random.Next(97)).Op(WasmOp.I32Add).I32Const(127).Op(WasmOp.I32And)
                        .I32Const(65_402).Op(WasmOp.I32Add).LocalTee(Any()).LocalSet(Any());
                    break;
                case 5:
                    code.LocalGet(Any()).I32Const(1).Op(WasmOp.I32And).If();
                    Statements(depth + 1);
                    if (random.Next(2) == 0)
                    {
                        code.Else();
                        Statements(depth + 1);
                    }

                    code.End();
                    break;
                case 6:
                    code.Block();
                    Statement(depth + 1);
                    code.LocalGet(Any()).I32Const(3).Op(WasmOp.I32And).BrIf(0);
                    Statements(depth + 1);
                    code.End();
                    break;
                default:
                    code.Loop();
                    Statements(depth + 1);
                    code.LocalGet(Locals).I32Const(1).Op(WasmOp.I32Sub).LocalTee(Locals).I32Const(0).Op(WasmOp.I32GtS).BrIf(0);
                    code.End();
                    break;
            }
        }

        private void Address()
        {
            code.LocalGet(Any());
            if (form == AddressForm.Computed)
                code.I32Const(0).Op(WasmOp.I32Add);
        }

        private int Any() => random.Next(Locals);
    }
}
