using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Krait.Guests;

// In the guest a function of the host is a number, so that an image holds it without holding anything of the host. Functions
// of modules have a name as well, under which another sandbox that begins as the image puts its own function in the place.

/// <summary>The functions of the host that one sandbox can call.</summary>
internal sealed class HostFunctionTable
{
    private readonly List<HostFunction?> _functions;
    private readonly Dictionary<Delegate, int> _numbers = [];
    private Dictionary<string, int> _members = new(StringComparer.Ordinal);

    public HostFunctionTable(HostFunctionImage image)
    {
        _functions = [.. image.Functions];
        _members = new Dictionary<string, int>(image.Members, StringComparer.Ordinal);
    }

    /// <summary>The function of a number; null if there is none.</summary>
    public HostFunction? Find(int number) => (uint)number < (uint)_functions.Count ? _functions[number] : null;

    /// <summary>The number of a function; one and the same for equal delegates.</summary>
    public int Add(string name, Delegate function)
    {
        if (_numbers.TryGetValue(function, out int number))
            return number;
        number = Append(new HostFunction(name, function));
        return _numbers[function] = number;
    }

    /// <summary>Puts a function in the place of a module's member.</summary>
    /// <returns>The number, and whether the guest does not have it yet.</returns>
    public (int Number, bool IsNew) SetMember(string module, string name, Delegate function)
    {
        string key = module + "." + name;
        var member = new HostFunction(name, function);
        if (_members.TryGetValue(key, out int number))
        {
            _functions[number] = member;
            return (number, false);
        }

        number = Append(member);
        _members[key] = number;
        return (number, true);
    }

    /// <summary>What an image of the guest needs of it.</summary>
    public HostFunctionImage ToImage() => new([.. _functions], _members.ToImmutableDictionary(StringComparer.Ordinal));

    /// <summary>Goes back to what an image held; the functions in the places of members stay.</summary>
    public void Reset(HostFunctionImage image)
    {
        _functions.RemoveRange(image.Functions.Length, _functions.Count - image.Functions.Length);
        _numbers.Clear();
        _members = new Dictionary<string, int>(image.Members, StringComparer.Ordinal);
    }

    private int Append(HostFunction function)
    {
        if (_functions.Count >= PythonSandbox.MaximumHostFunctions)
            throw new ArgumentException($"a sandbox can know at most {PythonSandbox.MaximumHostFunctions} functions of the host");
        _functions.Add(function);
        return _functions.Count - 1;
    }
}

/// <summary>The functions of the host that an image of a guest can call.</summary>
/// <param name="Functions">By number; null where the host has yet to say which.</param>
/// <param name="Members">Numbers of the functions of modules, by the name of module and function.</param>
internal sealed record HostFunctionImage(ImmutableArray<HostFunction?> Functions, ImmutableDictionary<string, int> Members)
{
    public static HostFunctionImage Empty { get; } = new([], ImmutableDictionary<string, int>.Empty);
}
