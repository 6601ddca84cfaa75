using Krait.Runtime;

namespace Krait.Python.Tests.Compilation;

/// <summary>Programs that ask for more memory than they may have.</summary>
public class MemoryLimitTests
{
    [Fact]
    public void RaisesMemoryErrorThatAProgramCanCatch()
    {
        using CompiledProgram program = CompiledProgram.Start(
            "x = 'a'\ntry:\n    while True:\n        x = x + x\nexcept MemoryError:\n    print('caught')\n",
            new InstanceOptions { MaximumMemoryBytes = 4 << 20 });

        Assert.Equal("caught\n", program.Run());
    }

    [Theory]
    [InlineData("print(len([0] * 4000000000))\n")]
    [InlineData("print(len('x' * 4000000000))\n")]
    [InlineData("print(len('x' * 9223372036854775807))\n")]
    [InlineData("xs = [1]\nwhile True:\n    xs.extend(xs)\n")]
    [InlineData("print(len(list(range(1000000000))))\n")]
    public void EndsInATrapAtTheLimit(string source)
    {
        using CompiledProgram program = CompiledProgram.Start(source, new InstanceOptions { MaximumMemoryBytes = 4 << 20 });

        Assert.Equal(TrapCode.Unreachable, Assert.Throws<TrapException>(() => program.Run()).Code);
    }
}
