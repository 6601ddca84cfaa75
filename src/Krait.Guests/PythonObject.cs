using System;
using System.Collections.Generic;

namespace Krait.Guests;

/// <summary>An object that stays in its sandbox while the host holds on to it: a function to call often, or a value that does not cross.</summary>
/// <remarks>Disposing lets Python free it, at the sandbox's next call at the latest. It is of no use once its sandbox is gone or reset.</remarks>
public sealed class PythonObject : IDisposable
{
    private readonly PythonSandbox _sandbox;
    private readonly int _handle;
    private readonly int _era;
    private bool _isDisposed;

    internal PythonObject(PythonSandbox sandbox, int handle)
    {
        _sandbox = sandbox;
        _handle = handle;
        _era = sandbox.Era;
    }

    /// <summary>Calls it.</summary>
    /// <param name="arguments">What they become is told in docs/GUESTS.md.</param>
    /// <returns>The result as <see cref="PythonSandbox.Evaluate"/> gives it.</returns>
    /// <remarks>It fails as <see cref="PythonSandbox.Call(string, object?[])"/> does.</remarks>
    public object? Call(params object?[] arguments) => Call(arguments, []);

    /// <summary>Calls it with keyword arguments.</summary>
    /// <param name="arguments">The arguments by position.</param>
    /// <param name="keywords">Names and values, each name once.</param>
    /// <returns>The result as <see cref="PythonSandbox.Evaluate"/> gives it.</returns>
    public object? Call(IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(keywords);
        return _sandbox.Use(guest => guest.CallHeld(Handle(), arguments, keywords));
    }

    /// <summary>Takes it to the host.</summary>
    /// <exception cref="PythonException"><c>TypeError</c>: it is of a type that does not cross.</exception>
    public object? ToValue() => _sandbox.Use(guest => guest.ReadHeld(Handle()));

    /// <summary>What Python's <c>repr</c> gives for it.</summary>
    public string Repr() => _sandbox.Use(guest => guest.ReprHeld(Handle()));

    /// <summary>One of its attributes; dispose it, too.</summary>
    /// <exception cref="PythonException"><c>AttributeError</c>: there is none of that name.</exception>
    public PythonObject GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new PythonObject(_sandbox, _sandbox.Use(guest => guest.HoldAttribute(Handle(), name)));
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _sandbox.ReleaseLater(_handle, _era);
    }

    /// <summary>Its number in the guest.</summary>
    /// <exception cref="ArgumentException">It belongs to another sandbox.</exception>
    internal int HandleIn(IPythonGuest guest) =>
        _sandbox.IsOf(guest) ? Handle() : throw new ArgumentException("the object belongs to another sandbox");

    private int Handle()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _era == _sandbox.Era ? _handle : throw new ArgumentException("the object is of the time before its sandbox was reset");
    }
}
