using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;

namespace Krait.Guests;

// Values and calls across.
public sealed partial class PythonSandbox
{
    /// <summary>Computes an expression in <c>__main__</c> and holds on to the result, whatever its type.</summary>
    /// <param name="expression">Without NUL; a name, for example.</param>
    /// <returns>Dispose it when it is not needed any more.</returns>
    /// <remarks>It fails as <see cref="Execute"/> does.</remarks>
    public PythonObject Hold(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new PythonObject(this, Use(guest => guest.Hold(expression)));
    }

    /// <summary>The value of a name in <c>__main__</c>.</summary>
    /// <exception cref="PythonException"><c>NameError</c>: there is no such name; <c>TypeError</c>: its value does not cross.</exception>
    /// <remarks>It fails otherwise as <see cref="Execute"/> does.</remarks>
    public object? GetGlobal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Use(guest => guest.GetGlobal(name));
    }

    /// <summary>Gives a value a name in <c>__main__</c>.</summary>
    /// <param name="name">Without NUL.</param>
    /// <param name="value">What it becomes in Python is told in docs/GUESTS.md.</param>
    /// <exception cref="ArgumentException">The value is of a type that does not cross, contains itself, or is too deep.</exception>
    /// <exception cref="PythonException"><c>MemoryError</c>: the sandbox has no room for it.</exception>
    /// <remarks>It fails otherwise as <see cref="Execute"/> does.</remarks>
    public void SetGlobal(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Use(guest =>
        {
            guest.SetGlobal(name, value);
            return true;
        });
    }

    /// <summary>Makes a module of functions and values of the host, which Python can import.</summary>
    /// <param name="name">An identifier. A module of that name that is imported already gets the members in addition.</param>
    /// <param name="members">
    /// Names and values. A delegate becomes a function: its parameters' names, defaults and types are Python's; what it throws is told
    /// in docs/GUESTS.md. Others become what they become with <see cref="SetGlobal"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is none, a delegate is one that Python cannot call, a value does not cross, or the sandbox knows <see cref="MaximumHostFunctions"/> functions already.
    /// </exception>
    /// <remarks>
    /// A function that was defined before, in this sandbox or in the image it began with, is put in the place of the earlier one: programs
    /// that have imported it call the new one from then on. That costs no call into the sandbox.
    /// </remarks>
    public void DefineModule(string name, IReadOnlyCollection<KeyValuePair<string, object?>> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(members);
        if (!PythonNames.IsIdentifier(name))
            throw new ArgumentException($"'{name}' is no name of a module; letters, digits and _ were expected", nameof(name));
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (!PythonNames.IsIdentifier(member.Key))
                throw new ArgumentException($"'{member.Key}' is no name of a member; letters, digits and _ were expected", nameof(members));
        }

        Use(guest =>
        {
            guest.DefineModule(name, members);
            return true;
        });
    }

    /// <summary>Calls a function of <c>__main__</c>.</summary>
    /// <param name="name">Its name, or a path like <c>json.dumps</c> whose first name is one of <c>__main__</c>.</param>
    /// <param name="arguments">What they become in Python is told in docs/GUESTS.md.</param>
    /// <returns>The result as <see cref="Evaluate"/> gives it.</returns>
    /// <exception cref="ArgumentException">An argument is of a type that does not cross, contains itself, or is too deep.</exception>
    /// <exception cref="PythonException">The function raised an exception, is not there, or gave a value that does not cross.</exception>
    /// <remarks>It fails otherwise as <see cref="Execute"/> does. A function that is called often costs least as a <see cref="PythonObject"/>.</remarks>
    public object? Call(string name, params object?[] arguments) => Call(name, arguments, []);

    /// <summary>Calls a function of <c>__main__</c> with keyword arguments.</summary>
    /// <param name="name">Its name, or a path of attributes that begins with one.</param>
    /// <param name="arguments">The arguments by position.</param>
    /// <param name="keywords">Names and values, each name once.</param>
    /// <returns>The result as <see cref="Evaluate"/> gives it.</returns>
    /// <remarks>It fails as <see cref="Call(string, object?[])"/> does.</remarks>
    public object? Call(string name, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(keywords);
        return Use(guest => guest.Call(name, arguments, keywords));
    }

    /// <summary>Runs code of the host in which calls of this sandbox cost no change of threads.</summary>
    /// <typeparam name="T">What the code gives.</typeparam>
    /// <param name="work">Runs on a thread for guests, once. Limits count from its beginning, for all its calls together.</param>
    /// <returns>What the code gave.</returns>
    public T Batch<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        (T value, ExceptionDispatchInfo? failure) = Run(() => Attempt(work));
        failure?.Throw();
        return value;
    }

    // What the host's own code throws is no matter of the call's limits.
    private (T Value, ExceptionDispatchInfo? Failure) Attempt<T>(Func<T> work)
    {
        try
        {
            return (work(), null);
        }
        catch (Exception exception) when (!_isBroken && exception is not PythonException)
        {
            return (default!, ExceptionDispatchInfo.Capture(exception));
        }
    }
}
