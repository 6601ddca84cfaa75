using System.Collections.Immutable;
using Krait.Wasm;

namespace Krait.Testing.Wast;

/// <summary>One command of a test script (.wast).</summary>
/// <param name="Line">Where it stands, from 1.</param>
public abstract record ScriptCommand(int Line);

/// <summary>Defines a module and, unless <paramref name="Use"/> says otherwise, instantiates it as the current one.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Name">Its identifier without the dollar sign, or null.</param>
/// <param name="Module">The module, read when asked for.</param>
/// <param name="Use">Whether it is instantiated at once.</param>
public sealed record ModuleCommand(int Line, string? Name, ScriptModule Module, ModuleUse Use) : ScriptCommand(Line);

/// <summary>What becomes of a module in a script.</summary>
public enum ModuleUse
{
    /// <summary>Instantiated at once.</summary>
    Instantiate,

    /// <summary>Kept for <see cref="InstanceCommand"/>.</summary>
    Define,
}

/// <summary>Instantiates a definition: <c>(module instance $name $definition)</c>.</summary>
public sealed record InstanceCommand(int Line, string? Name, string? DefinitionName) : ScriptCommand(Line);

/// <summary>Makes the exports of an instance importable under a module name.</summary>
public sealed record RegisterCommand(int Line, string As, string? ModuleName) : ScriptCommand(Line);

/// <summary>Runs an action for its effect.</summary>
public sealed record ActionCommand(int Line, ScriptAction Action) : ScriptCommand(Line);

/// <summary>The action must give these results.</summary>
public sealed record AssertReturn(int Line, ScriptAction Action, ImmutableArray<ScriptResult> Expected) : ScriptCommand(Line);

/// <summary>The action must trap with a message that starts with the text.</summary>
public sealed record AssertTrap(int Line, ScriptAction Action, string Message) : ScriptCommand(Line);

/// <summary>Instantiating the module must trap with a message that starts with the text.</summary>
public sealed record AssertModuleTrap(int Line, ScriptModule Module, string Message) : ScriptCommand(Line);

/// <summary>The action must run out of stack.</summary>
public sealed record AssertExhaustion(int Line, ScriptAction Action, string Message) : ScriptCommand(Line);

/// <summary>The action must throw an exception of the guest.</summary>
public sealed record AssertException(int Line, ScriptAction Action) : ScriptCommand(Line);

/// <summary>The module must not validate.</summary>
public sealed record AssertInvalid(int Line, ScriptModule Module, string Message) : ScriptCommand(Line);

/// <summary>The module must not even decode or parse.</summary>
public sealed record AssertMalformed(int Line, ScriptModule Module, string Message) : ScriptCommand(Line);

/// <summary>The module is valid and must not link.</summary>
public sealed record AssertUnlinkable(int Line, ScriptModule Module, string Message) : ScriptCommand(Line);

/// <summary>What an action does.</summary>
public enum ScriptActionKind
{
    /// <summary>Calls an exported function.</summary>
    Invoke,

    /// <summary>Reads an exported global.</summary>
    Get,
}

/// <summary>A call of an exported function, or a look at an exported global.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="ModuleName">The instance's identifier, or null for the current one.</param>
/// <param name="Name">The export.</param>
/// <param name="Arguments">Arguments of a call; empty for globals.</param>
public sealed record ScriptAction(ScriptActionKind Kind, string? ModuleName, string Name, ImmutableArray<ScriptValue> Arguments);

/// <summary>An argument.</summary>
/// <param name="Type">Its type; null references have the nullable type, host references <c>externref</c>.</param>
/// <param name="Bits">Bits of a number, number of a host reference, lower half of a vector.</param>
/// <param name="HighBits">Upper half of a vector.</param>
/// <param name="IsNull">Whether it is a null reference.</param>
public readonly record struct ScriptValue(ValueType Type, ulong Bits, ulong HighBits = 0, bool IsNull = false);

/// <summary>What an expected number or lane may be.</summary>
public enum ScriptMatch
{
    /// <summary>The same bits; of references the same null or host number.</summary>
    Exact,

    /// <summary>A NaN with only the top bit of its payload set, of either sign.</summary>
    CanonicalNaN,

    /// <summary>A NaN with at least the top bit of its payload set.</summary>
    ArithmeticNaN,

    /// <summary>Any reference of the type that is not null.</summary>
    AnyReference,

    /// <summary>A null reference of any type.</summary>
    AnyNull,
}

/// <summary>One lane of an expected vector, or a whole expected number or reference.</summary>
/// <param name="WidthBits">8 to 64.</param>
/// <param name="Bits">The value.</param>
/// <param name="Match">How to compare.</param>
public readonly record struct ScriptLane(int WidthBits, ulong Bits, ScriptMatch Match)
{
    /// <summary>Whether the bits of a number or lane are what was expected.</summary>
    public bool Accepts(ulong bits)
    {
        if (Match == ScriptMatch.Exact)
            return bits == Bits;
        var (mantissaBits, signBit) = WidthBits == 32 ? (23, 1UL << 31) : (52, 1UL << 63);
        var quietNaN = (WidthBits == 32 ? 0x7F80_0000UL : 0x7FF0_0000_0000_0000UL) | (1UL << (mantissaBits - 1));
        return Match switch
        {
            ScriptMatch.CanonicalNaN => (bits & ~signBit) == quietNaN,
            ScriptMatch.ArithmeticNaN => (bits & quietNaN) == quietNaN,
            _ => false,
        };
    }
}

/// <summary>An expected result: any of the alternatives will do.</summary>
public sealed record ScriptResult(ImmutableArray<ScriptExpectation> Alternatives);

/// <summary>One alternative of an expected result.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Lanes">One for numbers and references, several for vectors, lowest first.</param>
/// <param name="IsNull">Whether it is a null reference.</param>
public sealed record ScriptExpectation(ValueType Type, ImmutableArray<ScriptLane> Lanes, bool IsNull = false);
