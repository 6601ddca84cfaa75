using System;
using System.Buffers.Binary;
using System.Linq;
using System.Text;
using Krait.Runtime;

namespace Krait.Python.Tests.Compilation;

/// <summary>The values that cross the border, as docs/ABI.md says.</summary>
public class AbiTests
{
    [Fact]
    public void PassesNumbersAsTheyAre()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(a: int, b: float, c: bool) -> float:\n    return a + b if c else 0.5\n");

        Assert.Equal(3.5, program.Call("f", 2L, 1.5, 1)[0].AsDouble());
        Assert.Equal(0.5, program.Call("f", 2L, 1.5, 0)[0].AsDouble());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("na\u00EFve")]
    [InlineData("\u4E2D\u6587 \U0001F600")]
    public void PassesTextAsUtf8(string text)
    {
        using CompiledProgram program = CompiledProgram.Start("def f(s: str) -> str:\n    return s[::-1] + '!'\n");
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Value[] result = program.Call("f", program.Put(bytes), bytes.Length);

        string expected = string.Concat(text.EnumerateRunes().Reverse().Select(rune => rune.ToString())) + "!";
        Assert.Equal(expected, program.Text(result[0], result[1]));
    }

    [Fact]
    public void ReplacesInvalidUtf8()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(s: str) -> str:\n    return s\n");

        Value[] result = program.Call("f", program.Put([0x61, 0xFF, 0x62]), 3);

        Assert.Equal("a\uFFFDb", program.Text(result[0], result[1]));
    }

    [Fact]
    public void TakesListsOfNumbersAsTheyLie()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(xs: list[int]) -> list[int]:\n    xs.append(len(xs))\n    return sorted(xs, reverse=True)\n");

        Value[] result = program.Call("f", program.Put(Longs(3, 1, 2)), 3);

        ReadOnlySpan<byte> items = program.Instance.GetMemory("memory").GetSpan(result[0].AsInt32(), 8 * result[1].AsInt32());
        Assert.Equal(Longs(3, 3, 2, 1), items.ToArray());
    }

    [Fact]
    public void CopiesListsOfTexts()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(xs: list[str]) -> list[str]:\n    return [x.upper() for x in xs]\n");
        int first = program.Put("ab"u8);
        int second = program.Put("c"u8);

        Value[] result = program.Call("f", program.Put(Ints(first, 2, second, 1)), 2);

        Assert.Equal(2, result[1].AsInt32());
        Memory memory = program.Instance.GetMemory("memory");
        int list = result[0].AsInt32();
        Assert.Equal("AB", memory.ReadUtf8(memory.Read<int>(list), memory.Read<int>(list + 4)));
        Assert.Equal("C", memory.ReadUtf8(memory.Read<int>(list + 8), memory.Read<int>(list + 12)));
    }

    [Fact]
    public void FlattensTuplesAndOptionals()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(t: tuple[int, bool], x: float | None) -> tuple[float | None, int]:\n    return (x if t[1] else None), t[0]\n");

        Value[] present = program.Call("f", 7L, 1, 1, 2.5);
        Value[] absent = program.Call("f", 7L, 0, 1, 2.5);

        Assert.Equal([1, 0], new[] { present[0].AsInt32(), absent[0].AsInt32() });
        Assert.Equal(2.5, present[1].AsDouble());
        Assert.Equal(7, absent[2].AsInt64());
    }

    [Fact]
    public void GivesNothingForNone()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(a: int) -> None:\n    print(a)\n");

        Assert.Empty(program.Call("f", 5L));
        Assert.Equal("5\n", program.Output);
    }

    [Fact]
    public void ResetGivesMemoryBack()
    {
        using CompiledProgram program = CompiledProgram.Start("def f(n: int) -> int:\n    return len('x' * n)\n");
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(1_000_000, program.Call("f", 1_000_000L)[0].AsInt64());
            program.Call("krait_reset");
        }

        Assert.InRange(program.Instance.GetMemory("memory").SizeBytes, 1, 4 << 20);
    }

    [Fact]
    public void ResetStartsTheModuleAnew()
    {
        using CompiledProgram program = CompiledProgram.Start("seen = [0]\ndef f(n: int) -> int:\n    seen.append(n)\n    return len(seen)\n");

        Assert.Equal([2L, 3L], new[] { program.Call("f", 1L)[0].AsInt64(), program.Call("f", 1L)[0].AsInt64() });
        program.Call("krait_reset");
        Assert.Equal(2L, program.Call("f", 1L)[0].AsInt64());
    }

    [Fact]
    public void RunsTheMainProgramOnlyThroughStart()
    {
        const string Source = "print('loaded')\ndef f(a: int) -> int:\n    return a\nif __name__ == '__main__':\n    print('main')\n";
        using CompiledProgram started = CompiledProgram.Start(Source);
        using CompiledProgram called = CompiledProgram.Start(Source);

        called.Call("f", 1L);
        called.Call("f", 1L);

        Assert.Equal("loaded\nmain\n", started.Run());
        Assert.Equal("loaded\n", called.Output);
    }

    private static byte[] Longs(params long[] values)
    {
        var bytes = new byte[8 * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        return bytes;
    }

    private static byte[] Ints(params int[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
