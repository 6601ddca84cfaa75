using System;
using System.Collections.Generic;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Guests.Errors;
using Krait.Runtime;
using Krait.Wasm;
using static Krait.Guests.CPython.CPythonLayout;

namespace Krait.Guests.CPython;

// All functions of the host are one C function to CPython. It stands in the guest's table as an import of the module, so that
// images hold it; "self" is an int, the function's number. It has five parameters because of its flags:
//
//   (self, class, arguments, their number, names of keyword arguments or 0) -> object, or 0 with an exception set
//
// No import of the module is there for this. The one that libffi leaves to the host for callbacks has these types; the class
// tells its calls apart, a static type that no description of a callback can be.

/// <summary>Functions of the host as Python objects.</summary>
internal sealed class CPythonFunctions(CPythonSession session, Instance instance) : IHostCalls
{
    private const string Dispatcher = "ffi_prep_closure_loc_js";

    // METH_METHOD | METH_FASTCALL | METH_KEYWORDS
    private const int Flags = 0x200 | 0x80 | 0x02;
    private const int DefinitionBytes = 16;

    private readonly Dictionary<int, int> _definitions = [];
    private readonly Dictionary<int, Exception> _failures = [];
    private readonly Dictionary<PythonException, int> _carried = [];
    private readonly int _class = session.Api.Address("PyCMethod_Type");
    private int _depth;
    private int _entry;

    private Memory Memory => session.Api.Memory;

    private PythonSandbox Owner => session.Guest.Owner ?? throw new InvalidOperationException("the interpreter has no sandbox yet");

    /// <summary>Makes the Python object for a function; the reference is the caller's.</summary>
    public int Write(int number)
    {
        if (!_definitions.TryGetValue(number, out int definition))
            _definitions[number] = definition = Define(Owner.Functions.Find(number)!);
        int self = session.Writer.Write((long)number);
        int result = session.Calls.NewMethod(definition, self, 0, _class);
        session.Api.DecRef(self);
        return session.Check(result);
    }

    /// <summary>Makes the Python object for a delegate.</summary>
    public int Write(Delegate function, string? name) =>
        Write(Owner.Functions.Add(name ?? PythonNames.Of(function), function));

    public bool IsCall(int type) => type == _class;

    public int Call(Caller caller, int self, int arguments, int count, int names)
    {
        if (_depth == 0)
            ForgetFailures();
        _depth++;
        try
        {
            return Owner.Functions.Find(NumberOf(self)) is { } function
                ? Call(caller, function, arguments, count, names)
                : Raise(new PythonException("RuntimeError", "this function of the host is not there any more"));
        }
        finally
        {
            if (--_depth == 0)
                _carried.Clear();
        }
    }

    /// <summary>What the host threw, if an exception of Python's stands for it.</summary>
    public Exception? CauseOf(int exception) => _failures.GetValueOrDefault(exception);

    /// <summary>Remembers which object an exception was made from, as long as a function of the host may throw it on.</summary>
    public void Carry(PythonException exception, int address)
    {
        if (_depth == 0)
            return;
        session.Api.IncRef(address);
        _carried[exception] = address;
    }

    /// <summary>The guest has gone back to an earlier state.</summary>
    public void Forget()
    {
        _definitions.Clear();
        _failures.Clear();
        _carried.Clear();
        _entry = 0;
        _depth = 0;
    }

    // Only the host makes these ints, but their place is the guest's memory.
    private int NumberOf(int self) => Memory.Read<uint>((uint)self + IntTag) >> IntSizeShift == 0 ? 0 : Memory.Read<int>((uint)self + IntDigits);

    // What happens to the arguments and the result is Python's as much as the host's; what the function throws is for Python to
    // catch, unless the interpreter itself ended below it, or is to stop.
    private int Call(Caller caller, HostFunction function, int arguments, int count, int names)
    {
        try
        {
            object?[] bound = Bind(caller, function, arguments, count, names);
            object? result;
            try
            {
                result = function.Signature.Invoke(function.Function, bound);
            }
            catch (Exception exception) when (!Owner.IsBroken)
            {
                caller.ThrowIfInterrupted();
                return exception is PythonException raised ? Raise(raised) : RaiseFailure(function, exception);
            }

            return session.Writer.Write(result);
        }
        catch (PythonException exception)
        {
            return Raise(exception);
        }
        catch (ArgumentException exception)
        {
            return Raise(new PythonException("TypeError", $"{function.Name}(): {exception.Message}"));
        }
    }

    private object?[] Bind(Caller caller, HostFunction function, int arguments, int count, int names)
    {
        HostSignature signature = function.Signature;
        object?[] positional = count == 0 ? [] : new object?[CheckedCount(count)];
        for (int i = 0; i < count; i++)
            positional[i] = Read(signature.ParameterAt(i), Memory.Read<int>((uint)(arguments + (i * sizeof(int)))));
        KeyValuePair<string, object?>[] keywords = [];
        if (names != 0)
        {
            keywords = new KeyValuePair<string, object?>[CheckedCount(Memory.Read<int>((uint)names + Size))];
            for (int i = 0; i < keywords.Length; i++)
            {
                string name = session.Reader.ReadText(Memory.Read<int>((uint)(names + TupleItems + (i * sizeof(int)))));
                keywords[i] = new(name, Read(signature.ParameterNamed(name), Memory.Read<int>((uint)(arguments + ((count + i) * sizeof(int))))));
            }
        }

        return signature.Bind(function.Name, positional, keywords, caller);
    }

    private int CheckedCount(int count) =>
        (uint)count <= Memory.SizeBytes / sizeof(int) ? count : throw new TrapException(TrapCode.OutOfBoundsMemoryAccess, TrapSite.Unknown);

    private object? Read(HostParameter? parameter, int address)
    {
        if (parameter is not { IsHeld: true })
            return session.Reader.Read(address);
        session.Api.IncRef(address);
        return new PythonObject(Owner, address);
    }

    private int Raise(PythonException exception)
    {
        if (_carried.Remove(exception, out int original))
        {
            session.Calls.SetRaised(original);
            return 0;
        }

        int type = session.Api.FindException(exception.TypeName);
        bool isBuiltIn = type != 0;
        int value = session.Writer.WriteText(isBuiltIn ? exception.Text : exception.Message);
        session.Calls.SetError(isBuiltIn ? type : session.Api.FindException("RuntimeError"), value);
        session.Api.DecRef(value);
        return 0;
    }

    // What goes wrong in the host may tell of the host, so Python is told no more than that it did.
    private int RaiseFailure(HostFunction function, Exception cause)
    {
        Raise(new PythonException("RuntimeError", $"{function.Name}() failed in the host"));
        int exception = session.Api.GetRaised();
        session.Api.IncRef(exception);
        _failures[exception] = cause;
        session.Calls.SetRaised(exception);
        return 0;
    }

    private void ForgetFailures()
    {
        if (_failures.Count == 0)
            return;
        foreach (int exception in _failures.Keys)
            session.Api.DecRef(exception);
        _failures.Clear();
    }

    // A PyMethodDef and its texts, which live as long as the interpreter: {name, entry of the table, flags, documentation}.
    private int Define(HostFunction function)
    {
        byte[] name = Encoding.UTF8.GetBytes(function.Name + "\0");
        byte[] text = Encoding.UTF8.GetBytes(function.Signature.ToText(function.Name) + "\0");
        int address = session.Api.Malloc(DefinitionBytes + name.Length + text.Length);
        if (address == 0)
            throw NoRoom.For("the function " + function.Name);
        int nameAt = address + DefinitionBytes;
        int textAt = nameAt + name.Length;
        Memory.Write((uint)address, nameAt);
        Memory.Write((uint)address + 4, _entry != 0 ? _entry : _entry = FindEntry());
        Memory.Write((uint)address + 8, Flags);
        Memory.Write((uint)address + 12, textAt);
        Memory.Write((uint)nameAt, name);
        Memory.Write((uint)textAt, text);
        return address;
    }

    // An image may hold the entry already.
    private int FindEntry()
    {
        Function dispatcher = instance.FunctionAt(ImportIndex());
        Table table = instance.GetTable("__indirect_function_table");
        for (int i = table.Length - 1; i >= 0 && i >= table.Length - 64; i--)
        {
            if (ReferenceEquals(table.Get(i).Reference, dispatcher))
                return i;
        }

        return table.TryGrow(1, Value.FromFunction(dispatcher), out int entry)
            ? entry
            : throw new PythonException("MemoryError", "the interpreter's table has no room for functions of the host");
    }

    private int ImportIndex()
    {
        int index = 0;
        foreach (Import import in instance.Module.Source.Imports)
        {
            if (import.Type is not FunctionReference)
                continue;
            if (import.Name == Dispatcher)
                return index;
            index++;
        }

        throw new InvalidOperationException($"this CPython does not import {Dispatcher}");
    }
}
