using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

/// <summary>What the module <c>host</c> offers beside functions that write down their arguments.</summary>
internal static class HostNames
{
    /// <summary>Calls back into the calling instance.</summary>
    public const string Again = "again";

    /// <summary>Throws an exception of the host, which no guest can catch.</summary>
    public const string Fail = "fail";

    /// <summary>Throws an exception that guests can catch, with <see cref="Tag"/>.</summary>
    public const string Throw = "throw";

    /// <summary>The host's own tag.</summary>
    public const string Tag = "tag";

    /// <summary>A typed delegate: the sum of its arguments.</summary>
    public const string Sum = "sum";

    /// <summary>Says which run of instructions is entered; used only by <see cref="Coverage.ReachProbe"/>.</summary>
    public const string Reach = "reach";

    /// <summary>The type of <see cref="Sum"/>.</summary>
    public static FunctionType SumType { get; } = new([ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64], [ValueType.F64]);

    /// <summary>The type of <see cref="Tag"/>.</summary>
    public static FunctionType TagType { get; } = new([ValueType.I32, ValueType.F64], []);

    /// <summary>The immutable global of a number type.</summary>
    public static string Constant(ValueType type) => "constant_" + type;
}
