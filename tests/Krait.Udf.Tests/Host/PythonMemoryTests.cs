using System;
using Krait.Runtime;

namespace Krait.Udf.Tests.Host;

public class PythonMemoryTests
{
    [Fact]
    public void ReadsWhatItWrote()
    {
        var memory = new Memory(1);
        PythonMemory.WritePythonInt(memory, 8, long.MinValue);
        PythonMemory.WritePythonFloat(memory, 16, -0.0);
        PythonMemory.WritePythonBool(memory, 24, true);
        int length = PythonMemory.WritePythonString(memory, 32, "h\u00e9llo");
        Assert.Equal(long.MinValue, PythonMemory.ReadPythonInt(memory, 8));
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(PythonMemory.ReadPythonFloat(memory, 16)));
        Assert.True(PythonMemory.ReadPythonBool(memory, 24));
        Assert.Equal(6, length);
        Assert.Equal("h\u00e9llo", PythonMemory.ReadPythonString(memory, 32, length));
    }

    [Fact]
    public void RefusesRangesThatDoNotExist()
    {
        var memory = new Memory(1);
        Assert.Throws<TrapException>(() => PythonMemory.WritePythonInt(memory, 65_529, 1));
        Assert.Throws<TrapException>(() => PythonMemory.ReadPythonFloat(memory, -1));
        Assert.Throws<TrapException>(() => PythonMemory.ReadPythonString(memory, 65_000, 1000));
        Assert.Throws<TrapException>(() => PythonMemory.WritePythonString(memory, 65_535, "ab"));
    }
}
