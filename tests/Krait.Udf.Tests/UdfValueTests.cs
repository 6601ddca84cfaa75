using System;

namespace Krait.Udf.Tests;

public class UdfValueTests
{
    public static TheoryData<UdfValue, bool, string> Truths => new()
    {
        { UdfValue.None, false, "null" },
        { UdfValue.FromBoolean(true), true, "true" },
        { UdfValue.FromBoolean(false), false, "false" },
        { UdfValue.FromInteger(0), false, "0" },
        { UdfValue.FromInteger(long.MinValue), true, "-9223372036854775808" },
        { UdfValue.FromNumber(0.5), true, "0.5" },
        { UdfValue.FromNumber(-0.0), false, "-0" },
        { UdfValue.FromNumber(double.NaN), true, "\"NaN\"" },
        { UdfValue.FromNumber(double.NegativeInfinity), true, "\"-Infinity\"" },
        { UdfValue.FromText(""), false, "\"\"" },
        { UdfValue.FromText("x"), true, "\"x\"" },
        { UdfValue.FromJson("[]"), false, "[]" },
        { UdfValue.FromJson("[0]"), true, "[0]" },
    };

    [Theory]
    [MemberData(nameof(Truths))]
    public void HasPythonsTruthAndJson(UdfValue value, bool isTrue, string json)
    {
        Assert.Equal(isTrue, value.IsTrue);
        Assert.Equal(json, value.ToJson().GetRawText());
    }

    [Fact]
    public void ScoresAreNumbers()
    {
        Assert.Equal(3, UdfValue.FromInteger(3).AsScore());
        Assert.Equal(0.25, UdfValue.FromNumber(0.25).AsScore());
        Assert.Equal(1, UdfValue.FromBoolean(true).AsScore());
        Assert.Equal(0, UdfValue.None.AsScore());
        Assert.Equal(UdfErrorCode.ExecutionFailed, Assert.Throws<UdfException>(() => UdfValue.FromText("3").AsScore()).Code);
        Assert.Throws<UdfException>(() => UdfValue.FromNumber(double.NaN).AsScore());
    }

    [Fact]
    public void RefusesTheWrongView()
    {
        Assert.Throws<InvalidOperationException>(() => UdfValue.FromText("x").AsInteger());
        Assert.Throws<InvalidOperationException>(() => UdfValue.FromInteger(1).AsNumber());
        Assert.Throws<InvalidOperationException>(() => UdfValue.FromInteger(1).AsText());
    }
}
