using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Krait.Search;
using Krait.Udf;

namespace Krait.Server.Contracts;

/// <summary>How requests and answers write the members of an enumeration. The first name of a member is the one that is printed.</summary>
internal sealed class UdfNames<T>
    where T : struct, Enum
{
    private readonly string _what;
    private readonly (string Name, T Value)[] _names;
    private readonly FrozenDictionary<T, string> _printed;

    public UdfNames(string what, params (string Name, T Value)[] names)
    {
        _what = what;
        _names = names;
        _printed = names.DistinctBy(pair => pair.Value).ToFrozenDictionary(pair => pair.Value, pair => pair.Name);
    }

    public IEnumerable<string> Names => _names.Select(pair => pair.Name);

    public string Print(T value) => _printed[value];

    /// <summary>The member of a name.</summary>
    /// <exception cref="UdfException">There is none.</exception>
    public T Parse(string text)
    {
        foreach ((string name, T value) in _names)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        string hint = NearestName.Find(text, Names) is { } near ? $", did you mean '{near}'?" : $"; known: {string.Join(", ", Names)}";
        string shown = text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "...");
        throw new UdfException(UdfErrorCode.InvalidParameters, $"unknown {_what} '{shown}'{hint}");
    }
}

/// <summary>The enumerations that requests name.</summary>
internal static class UdfNames
{
    public static UdfNames<UdfLanguage> Languages { get; } =
        new("language", ("python", UdfLanguage.Python), ("wasm", UdfLanguage.Wasm), ("wat", UdfLanguage.Wat));

    public static UdfNames<UdfIsolation> Isolations { get; } = new("isolation", ("call", UdfIsolation.Call), ("batch", UdfIsolation.Batch));

    public static UdfNames<UdfMode> Modes { get; } = new(
        "mode",
        ("auto", UdfMode.Auto),
        ("typed", UdfMode.Typed),
        ("precompiled", UdfMode.Precompiled),
        ("micropython", UdfMode.MicroPython),
        ("cpython", UdfMode.CPython),
        ("pyodide", UdfMode.CPython));
}
