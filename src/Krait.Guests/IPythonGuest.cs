using System;
using System.Collections.Immutable;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>An interpreter that has started, called on a thread with room for it.</summary>
internal interface IPythonGuest : IDisposable
{
    /// <summary>The interpreter's instance, whose limits are set for each call.</summary>
    public Instance Instance { get; }

    /// <summary>What serves the instance.</summary>
    public EmscriptenHost Host { get; }

    /// <summary>What names the module <c>__main__</c> in the guest's memory, the same in every instance of an image.</summary>
    public int Root { get; }

    /// <summary>Gives an interpreter that began as an image what is its own: its environment and new random numbers.</summary>
    public void Renew(ImmutableArray<string> environment);

    /// <summary>Runs statements.</summary>
    public void Execute(string source, string fileName);

    /// <summary>Computes an expression.</summary>
    public object? Evaluate(string expression);

    /// <summary>Computes an expression and gives Python's representation of it.</summary>
    public string Repr(string expression);
}
