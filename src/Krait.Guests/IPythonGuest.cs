using System;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>An interpreter that has started, called on a thread with room for it.</summary>
internal interface IPythonGuest : IDisposable
{
    /// <summary>The interpreter's instance, whose limits are set for each call.</summary>
    public Instance Instance { get; }

    /// <summary>Runs statements.</summary>
    public void Execute(string source, string fileName);

    /// <summary>Computes an expression.</summary>
    public object? Evaluate(string expression);

    /// <summary>Computes an expression and gives Python's representation of it.</summary>
    public string Repr(string expression);
}
