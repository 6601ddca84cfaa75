using System;
using System.Linq;

namespace Krait.Udf.Tests;

public class ErrorMappingTests
{
    [Fact]
    public void EveryCodeHasItsRowInOrder()
    {
        UdfErrorCode[] codes = Enum.GetValues<UdfErrorCode>();
        Assert.Equal(codes, ErrorMapping.Rows.Select(row => row.Code));
        Assert.All(codes, code => Assert.Equal(code, ErrorMapping.Of(code).Code));
        Assert.Equal(codes.Length, ErrorMapping.Rows.Select(row => row.WireName).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorMapping.Of((UdfErrorCode)codes.Length));
    }

    [Theory]
    [InlineData("UDF_NOT_FOUND", 404)]
    [InlineData("UDF_ALREADY_EXISTS", 409)]
    [InlineData("INVALID_WASM", 422)]
    [InlineData("COMPILATION_FAILED", 422)]
    [InlineData("INVALID_PARAMETERS", 400)]
    [InlineData("EXECUTION_FAILED", 500)]
    [InlineData("TIMEOUT", 504)]
    [InlineData("FUEL_EXHAUSTED", 500)]
    [InlineData("MEMORY_LIMIT", 500)]
    [InlineData("PAYLOAD_TOO_LARGE", 413)]
    [InlineData("TOO_MANY_REQUESTS", 429)]
    [InlineData("INTERPRETER_NOT_READY", 503)]
    public void HasTheStatusThatUsersAreTold(string wireName, int status) =>
        Assert.Equal(status, ErrorMapping.Rows.Single(row => row.WireName == wireName).HttpStatus);
}
