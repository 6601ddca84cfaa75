using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Guests.Errors;
using Krait.Runtime;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

// What every exception has is read where it lies in memory. What classes add, or programs give attributes for, is asked for by
// name; that may run Python code, and what that raises is dropped.

/// <summary>Takes Python's exceptions apart.</summary>
internal sealed class CPythonErrors(CPythonSession session)
{
    private const int MaximumArgumentBytes = 64 << 10;
    private const int MaximumRelatedCharacters = 64 << 10;
    private const uint IsHeapType = 1u << 9;

    private readonly CPythonApi _api = session.Api;
    private readonly Dictionary<int, string> _typeNames = []; // of types that are the module's own
    private bool _isTaking;

    private Memory Memory => _api.Memory;

    /// <summary>Takes the exception that is set, as one for the host to throw.</summary>
    public Exception Take()
    {
        int exception = _api.GetRaised();
        if (exception == 0)
            return new PythonException("SystemError", "the interpreter failed without an exception, as some of it does when its memory is used up; Reset the sandbox if it does so again");

        // Taking one apart can raise another, for example because there is no memory left.
        if (_isTaking)
        {
            _api.DecRef(exception);
            return new PythonException("RuntimeError", "an exception was raised while another was taken to the host");
        }

        _isTaking = true;
        try
        {
            PythonException error = Read(exception);
            session.Functions.Carry(error, exception);
            return error;
        }
        finally
        {
            _isTaking = false;
            _api.DecRef(exception);
        }
    }

    /// <summary>The guest has gone back to an earlier state.</summary>
    public void Forget() => _isTaking = false;

    // In the order in which CPython's own traceback finds them, which says where an exception stands that several lead to.
    private PythonException Read(int exception)
    {
        var budget = new ErrorBudget();
        var frames = new CPythonFrames(session, budget);
        var seen = new HashSet<int> { exception };

        // Their own code could let go of them.
        List<int> held = [];
        try
        {
            return ReadAll(exception, frames, budget, seen, held);
        }
        finally
        {
            held.ForEach(_api.DecRef);
        }
    }

    private PythonException ReadAll(int exception, CPythonFrames frames, ErrorBudget budget, HashSet<int> seen, List<int> held)
    {
        PythonException error = ReadOne(exception, TextOf(exception), frames, budget, session.Functions.CauseOf(exception));
        var open = new Stack<(PythonException Error, int Address)>([(error, exception)]);
        while (open.TryPop(out (PythonException Error, int Address) next))
        {
            List<(PythonException Error, int Address)> related = [];
            next.Error.Cause = Related(ExceptionCause);
            next.Error.Context = Related(ExceptionContext);
            if (next.Error.IsGroup)
                ReadMembers(next.Error, next.Address, related, held, frames, budget);
            foreach ((PythonException Error, int Address) found in related)
                open.Push(found);

            PythonException? Related(int offset)
            {
                int address = Memory.Read<int>((uint)next.Address + (uint)offset);
                if (!IsException(address) || seen.Contains(address) || !budget.TryTakeRelated())
                    return null;
                seen.Add(address);
                PythonException found = ReadRelated(address, held, frames, budget);
                related.Add((found, address));
                return found;
            }
        }

        return error;
    }

    private PythonException ReadRelated(int address, List<int> held, CPythonFrames frames, ErrorBudget budget)
    {
        _api.IncRef(address);
        held.Add(address);
        int text = _api.Str(address);
        string words = text == 0 ? Unspeakable("str") : session.Reader.ReadBeginning(text, Math.Min(MaximumRelatedCharacters, budget.CharactersLeft));
        _api.Release(text);
        budget.TakeCharacters(words.Length);
        return ReadOne(address, words, frames, budget, session.Functions.CauseOf(address));
    }

    private PythonException ReadOne(int address, string text, CPythonFrames frames, ErrorBudget budget, Exception? cause)
    {
        ImmutableArray<PythonFrame> places = frames.Read(Memory.Read<int>((uint)address + ExceptionTraceback), out int omitted);
        string typeName = session.Reader.TypeNameOf(address);
        var error = new PythonException(typeName, NoRoom.Explain(typeName, text, !places.IsEmpty), places, cause)
        {
            OmittedFrames = omitted,
            QualifiedTypeName = QualifiedNameOf(_api.TypeOf(address)),
            SuppressesContext = Memory.Read<byte>((uint)address + ExceptionSuppressesContext) != 0,
            Arguments = ReadArguments(address, budget),
            Notes = ReadNotes(address, budget),
        };
        if (Is(address, "SyntaxError"))
            ReadSyntax(error, address);
        else if (Is(address, "SystemExit"))
            error.ExitCode = ExitCodeOf(ValueOf(address, "code"));
        else if (Is(address, "BaseExceptionGroup"))
            error.IsGroup = true;
        return error;
    }

    private void ReadMembers(PythonException group, int address, List<(PythonException Error, int Address)> related, List<int> held, CPythonFrames frames, ErrorBudget budget)
    {
        int members = Attribute(address, "exceptions");
        if (members == 0)
            return;
        ImmutableArray<PythonException>.Builder found = ImmutableArray.CreateBuilder<PythonException>();
        int count = _api.TypeOf(members) == session.Types.Tuple ? CountOf(members) : 0;
        for (int i = 0; i < count; i++)
        {
            int member = Memory.Read<int>((uint)members + TupleItems + ((uint)i * sizeof(int)));
            if (!IsException(member) || !budget.TryTakeRelated())
                break;
            found.Add(ReadRelated(member, held, frames, budget));
            related.Add((found[^1], member));
        }

        group.Members = found.ToImmutable();
        group.OmittedMembers = count - found.Count;
        _api.DecRef(members);
    }

    private ImmutableArray<object?> ReadArguments(int address, ErrorBudget budget)
    {
        int arguments = Memory.Read<int>((uint)address + ExceptionArguments);
        if (arguments == 0 || _api.TypeOf(arguments) != session.Types.Tuple)
            return [];
        _api.IncRef(arguments);
        try
        {
            int count = Math.Min(CountOf(arguments), PythonException.MaximumArguments);
            return [.. Enumerable.Range(0, count).Select(i => ReadArgument(Memory.Read<int>((uint)arguments + TupleItems + ((uint)i * sizeof(int))), budget))];
        }
        finally
        {
            _api.DecRef(arguments);
        }
    }

    private object? ReadArgument(int address, ErrorBudget budget)
    {
        if (budget.CharactersLeft == 0)
            return "...";
        try
        {
            object? value = session.Reader.ReadSmall(address, Math.Min(MaximumArgumentBytes, budget.CharactersLeft));
            budget.TakeCharacters(value is null or long or double or bool ? 1 : MaximumArgumentBytes / 16);
            return value;
        }
        catch (PythonException)
        {
            _api.ClearError();
            string text = SpeakableOf(_api.Repr(address), "repr", budget);
            return text;
        }
    }

    private ImmutableArray<string> ReadNotes(int address, ErrorBudget budget)
    {
        int notes = Optional(address, "__notes__");
        if (notes == 0)
            return [];
        try
        {
            uint flags = Memory.Read<uint>((uint)_api.TypeOf(notes) + TypeFlags);
            if ((flags & (IsList | IsTuple)) == 0)
                return notes == _api.None ? [] : [SpeakableOf(_api.Repr(notes), "repr", budget)];
            bool isList = (flags & IsList) != 0;
            ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
            for (int i = 0; i < Math.Min(CountOf(notes), PythonException.MaximumArguments); i++)
            {
                uint items = isList ? Memory.Read<uint>((uint)notes + ListItemsPointer) : (uint)notes + TupleItems;
                int note = Memory.Read<int>(items + ((uint)i * sizeof(int)));
                lines.Add(SpeakableOf(_api.Str(note), "note str", budget));
            }

            return lines.ToImmutable();
        }
        finally
        {
            _api.DecRef(notes);
        }
    }

    private void ReadSyntax(PythonException error, int address)
    {
        error.SyntaxMessage = ValueOf(address, "msg") as string ?? "<no detail available>";
        error.SyntaxPosition = new PythonSyntaxPosition(
            ValueOf(address, "filename") as string,
            Number("lineno"),
            Number("offset"),
            Number("end_lineno"),
            Number("end_offset"),
            ValueOf(address, "text") as string);

        int Number(string name) => ValueOf(address, name) is long number and > 0 and < int.MaxValue ? (int)number : 0;
    }

    private string QualifiedNameOf(int type)
    {
        if (_typeNames.TryGetValue(type, out string? known))
            return known;
        string name = ValueOf(type, "__qualname__") as string ?? "?";
        string module = ValueOf(type, "__module__") as string ?? "<unknown>";
        string qualified = module is "builtins" or "__main__" ? name : $"{module}.{name}";
        if ((Memory.Read<uint>((uint)type + TypeFlags) & IsHeapType) == 0)
            _typeNames[type] = qualified;
        return qualified;
    }

    private static int ExitCodeOf(object? code) => code switch
    {
        null => 0,
        long number => unchecked((int)number),
        bool flag => flag ? 1 : 0,
        _ => 1,
    };

    private string TextOf(int exception)
    {
        int text = _api.Str(exception);
        if (text == 0)
            return Unspeakable("str");
        string words = session.Reader.ReadText(text);
        _api.DecRef(text);
        return words;
    }

    // Takes the text object over.
    private string SpeakableOf(int text, string what, ErrorBudget budget)
    {
        if (text == 0)
            return Unspeakable(what);
        string words = session.Reader.ReadBeginning(text, Math.Min(MaximumRelatedCharacters, budget.CharactersLeft));
        _api.DecRef(text);
        budget.TakeCharacters(words.Length);
        return words;
    }

    private string Unspeakable(string what)
    {
        _api.ClearError();
        return what == "str" ? "<exception str() failed>" : $"<{what}() failed>";
    }

    private bool Is(int address, string exception) =>
        _api.FindException(exception) is var type && type != 0 && session.Calls.IsSubtype(_api.TypeOf(address), type) != 0;

    private bool IsException(int address) =>
        address != 0 && (Memory.Read<uint>((uint)_api.TypeOf(address) + TypeFlags) & CPythonLayout.IsException) != 0;

    private int CountOf(int container) => Math.Max(0, Memory.Read<int>((uint)container + Size));

    private int Attribute(int address, string name)
    {
        int value = session.Calls.GetAttribute(address, session.Name(name));
        if (value == 0)
            _api.ClearError();
        return value;
    }

    private int Optional(int address, string name)
    {
        using GuestScratch.Stretch stretch = session.Scratch.Open();
        int place = session.Scratch.Take(sizeof(int));
        if (session.Calls.FindAttribute(address, session.Name(name), place) > 0)
            return Memory.Read<int>((uint)place);
        _api.ClearError();
        return 0;
    }

    // Null also for what does not cross.
    private object? ValueOf(int address, string name)
    {
        int value = Attribute(address, name);
        if (value == 0)
            return null;
        try
        {
            return session.Reader.ReadSmall(value, MaximumArgumentBytes);
        }
        catch (PythonException)
        {
            _api.ClearError();
            return null;
        }
        finally
        {
            _api.DecRef(value);
        }
    }
}
