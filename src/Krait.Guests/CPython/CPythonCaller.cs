using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Guests.CPython;

/// <summary>Calls Python's callables with values of the host.</summary>
internal sealed class CPythonCaller(CPythonSession session)
{
    private Memory Memory => session.Api.Memory;

    /// <summary>Calls an object; the reference to the result is the caller's.</summary>
    /// <param name="callable">Stays the caller's.</param>
    /// <param name="arguments">By position.</param>
    /// <param name="keywords">By name.</param>
    /// <exception cref="PythonException">What Python raised.</exception>
    public int Call(int callable, IReadOnlyList<object?> arguments, IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        int place = session.Scratch.Take(checked((arguments.Count + keywords.Count) * sizeof(int)));
        int count = 0;
        int names = 0;
        try
        {
            for (int i = 0; i < arguments.Count; i++)
                Put(place, ref count, session.Writer.Write(arguments[i]));
            if (keywords.Count > 0)
            {
                foreach (KeyValuePair<string, object?> keyword in keywords)
                    Put(place, ref count, session.Writer.Write(keyword.Value));
                names = NamesOf(keywords);
            }

            return session.Check(session.Calls.Call(callable, place, arguments.Count, names));
        }
        finally
        {
            session.Api.Release(names);
            for (int i = 0; i < count; i++)
                session.Api.DecRef(Memory.Read<int>((uint)(place + (i * sizeof(int)))));
        }
    }

    // The count tells of arguments that are there: it goes up once the object has been made.
    private void Put(int place, ref int count, int address)
    {
        Memory.Write((uint)(place + (count * sizeof(int))), address);
        count++;
    }

    private int NamesOf(IReadOnlyCollection<KeyValuePair<string, object?>> keywords)
    {
        int names = session.Check(session.Calls.NewTuple(keywords.Count));
        uint place = (uint)names + CPythonLayout.TupleItems;
        try
        {
            foreach (KeyValuePair<string, object?> keyword in keywords)
            {
                int name = session.Name(keyword.Key);
                session.Api.IncRef(name);
                Memory.Write(place, name);
                place += sizeof(int);
            }

            return names;
        }
        catch
        {
            session.Api.DecRef(names);
            throw;
        }
    }
}
