using System;
using System.Linq;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Python.Tests.Compilation;

/// <summary>From traps back to Python: type, message, function and line.</summary>
public class DebugInfoTests
{
    [Theory]
    [InlineData("def f(a: int) -> int:\n    b = a + 1\n    return b // 0\n", "ZeroDivisionError", "division by zero", 3)]
    [InlineData("def f(a: int) -> int:\n    return a + 9223372036854775807\n", "OverflowError", "int result does not fit in 64 bits", 2)]
    [InlineData("def f(a: int) -> int:\n    if a:\n        raise ValueError('no')\n    return 1\n", "ValueError", "no", 3)]
    [InlineData("def f(a: int) -> int:\n    xs = [1]\n    return xs[a]\n", "IndexError", "list index out of range", 3)]
    [InlineData("def f(a: int) -> int:\n    assert a == 0, 'zero'\n    return 1\n", "AssertionError", "zero", 2)]
    public void NamesAConstantExceptionAtItsLine(string source, string type, string message, int line)
    {
        using CompiledProgram program = CompiledProgram.Start(source);
        DebugInfo debug = Debug(program);

        TrapException trap = Assert.Throws<TrapException>(() => program.Call("f", 5L));

        GuestFrame innermost = trap.Frames[0];
        Assert.Equal(new DebugRaise(type, message), debug.RaiseAt(innermost.FunctionIndex, innermost.CodeOffset));
        DebugFrame? frame = debug.FrameAt(innermost.FunctionIndex, innermost.CodeOffset);
        Assert.Equal(("f", line), (frame?.Function, frame?.Line));
    }

    [Fact]
    public void FindsAMessageThatWasMadeAtRunTime()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(a: int) -> int:\n    raise KeyError(f'key {a}')\n");
        DebugInfo debug = Debug(program);

        TrapException trap = Assert.Throws<TrapException>(() => program.Call("f", 5L));

        Assert.Equal(new DebugRaise(null, null), debug.RaiseAt(trap.Frames[0].FunctionIndex, trap.Frames[0].CodeOffset));
        Assert.Equal("KeyError", debug.ExceptionName(program.Instance.GetGlobal(DebugInfo.ExceptionTypeExport).GetValue().AsInt32()));
        int address = program.Instance.GetGlobal(DebugInfo.ExceptionMessageExport).GetValue().AsInt32();
        Assert.Equal("'key 5'", DebugInfo.ReadText(program.Instance.GetMemory("memory").Bytes, address));
    }

    [Fact]
    public void RemembersThePlacesThatAnExceptionPassed()
    {
        using CompiledProgram program = CompiledProgram.Start(
            "def g(a: int) -> int:\n    return 1 // a\ndef f(a: int) -> int:\n    try:\n        return g(a)\n    except ValueError:\n        return 0\n");
        DebugInfo debug = Debug(program);

        Assert.Throws<TrapException>(() => program.Call("f", 0L));

        Assert.Equal([2, 5], debug.PassedFrames(program.Instance.GetMemory("memory").Bytes).Select(frame => frame.Line));
    }

    [Fact]
    public void RefusesBytesThatAreNoSection()
    {
        byte[] section = ModuleDecoder.Decode(PythonCompiler.Compile(new SourceText("def f(a: int) -> int:\n    return a // 0\n")).Module)
            .FindCustomSection(DebugInfo.SectionName)!.Value.ToArray();
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 2_000; i++)
        {
            byte[] broken = [.. section];
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            if (!DebugInfo.TryRead(broken.AsSpan(0, random.Next(broken.Length + 1)), out DebugInfo? info))
                refused++;
            else
                info.FrameAt(0, random.Next(100));
        }

        Assert.InRange(refused, 1_000, 2_000);
    }

    [Fact]
    public void ReadsNoTextOutsideMemory()
    {
        Assert.Equal("", DebugInfo.ReadText(new byte[64], 60));
        Assert.Equal("", DebugInfo.ReadText(new byte[64], -1));
        Assert.Equal("", DebugInfo.ReadText([1, 2, 3], 1));
    }

    private static DebugInfo Debug(CompiledProgram program)
    {
        Assert.True(DebugInfo.TryRead(ModuleDecoder.Decode(program.Result.Module), out DebugInfo? info));
        return info;
    }
}
