using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>An import could not be satisfied when a module was instantiated.</summary>
public sealed class LinkException : KraitException
{
    internal LinkException(string problem, string moduleName, string fieldName, string? expected, string? found)
        : base(Describe(problem, moduleName, fieldName, expected, found))
    {
        ModuleName = moduleName;
        FieldName = fieldName;
        Expected = expected;
        Found = found;
    }

    /// <summary>First half of the import's name.</summary>
    public string ModuleName { get; }

    /// <summary>Second half of the import's name.</summary>
    public string FieldName { get; }

    /// <summary>What the module asked for, printed, e.g. <c>func (param i32) (result i32)</c>; null if nothing of the kind.</summary>
    public string? Expected { get; }

    /// <summary>What the linker holds under that name, printed; null if it holds nothing.</summary>
    public string? Found { get; }

    internal static LinkException NotOfTheHost(string moduleName, string fieldName) =>
        new("an instance made from a snapshot links functions of the host only", moduleName, fieldName, "a function of the host", "a function of another instance");

    internal static LinkException Unknown(string moduleName, string fieldName, string expected) =>
        new("unknown import", moduleName, fieldName, expected, null);

    internal static LinkException Incompatible(string moduleName, string fieldName, string expected, string found) =>
        new("incompatible import type", moduleName, fieldName, expected, found);

    private static string Describe(string problem, string moduleName, string fieldName, string? expected, string? found)
    {
        string text = $"{problem} \"{moduleName}\" \"{fieldName}\"";
        if (expected is not null)
            text += $": expected {expected}";
        if (found is not null)
            text += $", found {found}";
        return text;
    }
}
