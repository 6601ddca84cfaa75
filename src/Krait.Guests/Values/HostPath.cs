using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Krait.Guests;

/// <summary>The containers of the host around the value that goes into a sandbox right now.</summary>
internal sealed class HostPath(int maximumDepth)
{
    private readonly List<object> _path = [];

    /// <summary>Goes into a container.</summary>
    /// <exception cref="ArgumentException">It is inside of itself, or too deep.</exception>
    public void Enter(object container)
    {
        foreach (object outer in _path)
        {
            if (ReferenceEquals(outer, container))
                throw new ArgumentException($"a {container.GetType().Name} contains itself, which cannot cross into the sandbox");
        }

        if (_path.Count >= maximumDepth)
            throw new ArgumentException($"the value is nested deeper than {maximumDepth} levels (MaximumValueDepth)");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _path.Add(container);
    }

    /// <summary>Comes out of the container that was entered last.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);
}
