using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests;

// A handle is a number that names an object of the guest and keeps it alive until it is released.

/// <summary>An interpreter that has started, called on a thread with room for it.</summary>
internal interface IPythonGuest : IDisposable
{
    /// <summary>The interpreter's instance, whose limits are set for each call.</summary>
    public Instance Instance { get; }

    /// <summary>What serves the instance.</summary>
    public EmscriptenHost Host { get; }

    /// <summary>Where the host begins in the guest: a number that leads to the module <c>__main__</c>, the same in every instance of an image.</summary>
    public int Root { get; }

    /// <summary>The sandbox it runs in; null until there is one.</summary>
    public PythonSandbox? Owner { get; set; }

    /// <summary>Gives an interpreter that began as an image what is its own: its environment and new random numbers.</summary>
    public void Renew(ImmutableArray<string> environment);

    /// <summary>Runs statements.</summary>
    public void Execute(string source, string fileName);

    /// <summary>Computes an expression.</summary>
    public object? Evaluate(string expression);

    /// <summary>Computes an expression and gives Python's representation of it.</summary>
    public string Repr(string expression);

    /// <summary>Computes an expression and holds the result.</summary>
    public int Hold(string expression);

    /// <summary>Reads a name of <c>__main__</c>.</summary>
    public object? GetGlobal(string name);

    /// <summary>Gives a value a name in <c>__main__</c>.</summary>
    public void SetGlobal(string name, object? value);

    /// <summary>Gives names of a module values; makes the module where there is none.</summary>
    public void DefineModule(string name, IReadOnlyCollection<KeyValuePair<string, object?>> members);

    /// <summary>Has the next import of some modules look for them in a folder, before all others.</summary>
    public void ForgetModules(string folder, IReadOnlyList<string> names);

    /// <summary>Calls what a name of <c>__main__</c>, or a path of attributes that begins with one, stands for.</summary>
    public object? Call(string path, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords);

    /// <summary>Calls an object.</summary>
    public object? CallHeld(int handle, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords);

    /// <summary>Takes an object to the host.</summary>
    public object? ReadHeld(int handle);

    /// <summary>Gives Python's representation of an object.</summary>
    public string ReprHeld(int handle);

    /// <summary>Holds an attribute of an object.</summary>
    public int HoldAttribute(int handle, string name);

    /// <summary>Lets go of an object.</summary>
    public void Release(int handle);

    /// <summary>The guest has gone back to an earlier state: what the host remembers of the later one is void.</summary>
    public void Forget();

    /// <summary>Has Python raise <c>KeyboardInterrupt</c> at its next chance. Called from any thread, while a call holds the instance.</summary>
    public void RequestInterrupt();

    /// <summary>Takes back an interrupt that Python has not raised yet. Called on the thread of the call, when Python's code is over.</summary>
    public void ForgetInterrupt();
}
