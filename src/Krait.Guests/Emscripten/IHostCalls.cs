using Krait.Runtime;

namespace Krait.Guests.Emscripten;

/// <summary>Calls of functions that the host handed to a guest's program.</summary>
internal interface IHostCalls
{
    /// <summary>Whether a call of the import that is shared with callbacks of libffi is one of a function of the host.</summary>
    /// <param name="type">The call's second argument.</param>
    public bool IsCall(int type);

    /// <summary>A call by the guest's program.</summary>
    /// <param name="caller">The guest.</param>
    /// <param name="self">Names the function.</param>
    /// <param name="arguments">Address of an array of objects.</param>
    /// <param name="count">How many of them are by position.</param>
    /// <param name="names">The names of the others, a tuple, or 0.</param>
    /// <returns>An object, or 0 with an exception set.</returns>
    public int Call(Caller caller, int self, int arguments, int count, int names);
}
