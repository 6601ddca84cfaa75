using System;
using Krait.Wasm.Text;

namespace Krait.Wasm.Tests.Text;

public sealed class FloatLiteralTests
{
    [Theory]
    [InlineData("0x1p-149", 0x0000_0001u)]
    [InlineData("0x1p-150", 0x0000_0000u)]
    [InlineData("0x1.000002p-150", 0x0000_0001u)]
    [InlineData("0x1.8p-149", 0x0000_0002u)]
    [InlineData("0x1.fffffep127", 0x7F7F_FFFFu)]
    [InlineData("0x1.fffffefffffff8p127", 0x7F7F_FFFFu)]
    [InlineData("0x1.00000100000000001p0", 0x3F80_0001u)]
    [InlineData("0x1.000001p0", 0x3F80_0000u)]
    [InlineData("0x1.000003p0", 0x3F80_0002u)]
    [InlineData("1e-45", 0x0000_0001u)]
    [InlineData("-0", 0x8000_0000u)]
    [InlineData("16777217", 0x4B80_0000u)]
    [InlineData("nan:0x1", 0x7F80_0001u)]
    [InlineData("-inf", 0xFF80_0000u)]
    public void RoundsToNearestEven(string text, uint expected)
    {
        Assert.Equal(LiteralResult.Done, FloatLiteral.ParseF32(text, out var bits));
        Assert.Equal(expected, (uint)bits);
    }

    [Theory]
    [InlineData("0x1p128")]
    [InlineData("0x1.ffffffp127")]
    [InlineData("3.5e38")]
    [InlineData("nan:0x800000")]
    [InlineData("nan:0x0")]
    [InlineData("0x1p9999999999999999999999")]
    public void RefusesWhatDoesNotFit(string text) => Assert.Equal(LiteralResult.OutOfRange, FloatLiteral.ParseF32(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("1e")]
    [InlineData(".5")]
    [InlineData("1__0")]
    [InlineData("0x1.p")]
    [InlineData("infinity")]
    [InlineData("nan:1")]
    public void RefusesWhatIsNoNumber(string text) => Assert.Equal(LiteralResult.Malformed, FloatLiteral.ParseF64(text, out _));

    [Fact]
    public void ReadsBackWhatItPrinted()
    {
        // Fixed seed: every run sees the same numbers.
        Random random = new(20260617);
        for (var i = 0; i < 20_000; i++)
        {
            var bits = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
            Assert.Equal(LiteralResult.Done, FloatLiteral.ParseF64(FloatLiteral.PrintF64(bits), out var again));
            Assert.Equal(bits, again);
            Assert.Equal(LiteralResult.Done, FloatLiteral.ParseF32(FloatLiteral.PrintF32((uint)bits), out again));
            Assert.Equal((uint)bits, again);
        }
    }
}
