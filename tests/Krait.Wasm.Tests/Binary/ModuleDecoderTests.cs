using System;
using System.Linq;

namespace Krait.Wasm.Tests.Binary;

public sealed class ModuleDecoderTests
{
    private const string Preamble = "00 61 73 6D 01 00 00 00 ";

    [Fact]
    public void DecodesWhatTheEncoderWrote()
    {
        var bytes = ModuleEncoder.Encode(SampleModules.Everything());
        Assert.Equal(bytes, ModuleEncoder.Encode(ModuleDecoder.Decode(bytes)));
    }

    [Fact]
    public void KeepsNamesTypesAndSegments()
    {
        var module = ModuleDecoder.Decode(ModuleEncoder.Encode(SampleModules.Everything()));
        Assert.Equal("add", module.Names.FunctionName(1));
        Assert.Equal("(i32, i32) -> i32", module.FunctionTypeOf(1).ToString());
        Assert.Equal([1, 2, 3], module.DataSegments[0].Bytes.ToArray());
        Assert.Equal([1], module.Elements[0].Functions);
        Assert.Equal(1, module.ImportedFunctionCount);
    }

    [Fact]
    public void AcceptsTheSampleAsValid() =>
        Assert.Equal(2, ModuleValidator.Validate(SampleModules.Everything()).FunctionShapes[0].MaximumOperands);

    [Theory]
    [InlineData("", "unexpected end", 0)]
    [InlineData("00 61 73", "unexpected end", 3)]
    [InlineData("00 61 73 6E 01 00 00 00", "magic header not detected", 0)]
    [InlineData("00 61 73 6D 02 00 00 00", "unknown binary version", 4)]
    [InlineData(Preamble + "0E 00", "malformed section id", 8)]
    [InlineData(Preamble + "01 7F", "length out of bounds", 8)]
    [InlineData(Preamble + "01 80 80 80 80 80 00", "integer representation too long", 9)]
    [InlineData(Preamble + "01 01 00 01 01 00", "unexpected content after last section", 11)]
    [InlineData(Preamble + "01 02 00 00", "section size mismatch", 11)]
    [InlineData(Preamble + "01 05 FF FF FF FF 0F", "unexpected end", 10)]
    [InlineData(Preamble + "03 02 01 00", "function and code section have inconsistent lengths", 12)]
    [InlineData(Preamble + "0C 01 01", "data count and data section have inconsistent lengths", 11)]
    [InlineData(Preamble + "00 02 01 FF", "malformed UTF-8 encoding", 11)]
    [InlineData(Preamble + "05 03 01 08 00", "malformed limits flags", 11)]
    [InlineData(Preamble + "01 04 01 60 01 01", "malformed value type", 13)]
    [InlineData(Preamble + "0A 0A 01 08 01 FF FF FF FF 0F 7F 0B", "too many locals: 4294967295, the limit is 50000", 13)]
    public void RejectsMalformedBytes(string hex, string reason, int offset)
    {
        var bytes = hex.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(digits => Convert.ToByte(digits, 16)).ToArray();
        var error = Assert.Throws<MalformedModuleException>(() => ModuleDecoder.Decode(bytes));
        Assert.Equal(reason, error.Reason);
        Assert.Equal(offset, error.ByteOffset);
    }

    [Fact]
    public void SurvivesEveryTruncationOfAModule()
    {
        var bytes = ModuleEncoder.Encode(SampleModules.Everything());
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes.AsMemory(0, length);
            var error = Record.Exception(() => ModuleValidator.Validate(ModuleDecoder.Decode(part)));
            Assert.True(error is null or KraitException, $"{length} bytes: {error}");
        }
    }

    [Fact]
    public void SurvivesEveryChangedByteOfAModule()
    {
        var bytes = ModuleEncoder.Encode(SampleModules.Everything());
        for (var place = 0; place < bytes.Length; place++)
        {
            foreach (var value in (byte[])[0, 1, 0x0B, 0x40, 0x7F, 0x80, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF])
            {
                var changed = bytes.ToArray();
                changed[place] = value;
                var error = Record.Exception(() => ModuleValidator.Validate(ModuleDecoder.Decode(changed)));
                Assert.True(error is null or KraitException, $"byte {place} = {value}: {error}");
            }
        }
    }
}
