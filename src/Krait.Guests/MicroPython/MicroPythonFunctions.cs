using System;
using System.Collections.Generic;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

// All functions of the host are one object of the host to MicroPython, which a function of the prelude calls with a number, the
// arguments as a tuple, and those by name as a dict. What the object answers is a result as it is, or tells that the result, or
// an exception to be raised, is on the stack.

/// <summary>Functions of the host as MicroPython calls them.</summary>
internal sealed class MicroPythonFunctions(MicroPythonGuest guest, MicroPythonProxy proxy, MicroPythonReader reader, MicroPythonWriter writer) : IProxyCalls
{
    /// <summary>The object's number.</summary>
    public const int ObjectNumber = 2;

    private const int Arguments = 3;
    private const string FailureText = "() failed in the host";

    private Exception? _failure;
    private string _failureText = string.Empty;

    private PythonSandbox Owner => guest.Owner ?? throw new InvalidOperationException("the interpreter has no sandbox yet");

    public void Call(Caller caller, int target, int count, int arguments, int result)
    {
        if (target != ObjectNumber || count != Arguments)
            throw new GuestAbortException("the interpreter called an object of the host that it was not given");
        var number = ProxyValue.Read(proxy.Memory, arguments);
        var positional = ProxyValue.Read(proxy.Memory, arguments + ProxyValue.SizeBytes);
        var named = ProxyValue.Read(proxy.Memory, arguments + (2 * ProxyValue.SizeBytes));
        Call(caller, number.First, positional.First, named.First).Write(proxy.Memory, result);
        proxy.Release(positional.First);
        proxy.Release(named.First);
    }

    /// <summary>What the host threw, if an exception of Python's stands for it.</summary>
    public Exception? CauseOf(string typeName, string text) => typeName == "RuntimeError" && text == _failureText ? _failure : null;

    // What happens to the arguments and the result is Python's as much as the host's; what the function throws is for Python to
    // catch, unless the interpreter itself ended below it, or is to stop.
    private ProxyValue Call(Caller caller, int number, int positional, int named)
    {
        if (Owner.Functions.Find(number) is not { } function)
            return Raise(new PythonException("RuntimeError", "this function of the host is not there any more"));
        try
        {
            object?[] bound = Bind(caller, function, positional, named);
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

            return Answer(result);
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

    private object?[] Bind(Caller caller, HostFunction function, int positional, int named)
    {
        HostSignature signature = function.Signature;
        int[] words = reader.WordsOf(positional);
        object?[] arguments = new object?[words.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = signature.ParameterAt(i) is { IsHeld: true } ? Pick(positional, ProxyValue.Int(i)) : reader.Read(words[i]);
        KeyValuePair<string, object?>[] keywords = Array.ConvertAll(reader.WordsOfDict(named), pair =>
        {
            string name = reader.Read(pair.Key) as string ?? string.Empty;
            return new KeyValuePair<string, object?>(name, signature.ParameterNamed(name) is { IsHeld: true } ? Pick(named, proxy.Text(name)) : reader.Read(pair.Value));
        });
        return signature.Bind(function.Name, arguments, keywords, caller);
    }

    private PythonObject Pick(int container, ProxyValue key) => new(Owner, proxy.Call(MicroPythonHelper.Pick, ProxyValue.Object(container), key).First);

    private ProxyValue Answer(object? result)
    {
        switch (result)
        {
            case null:
                return ProxyValue.None;
            case bool truth:
                return ProxyValue.Bool(truth);
            case long number when number == (int)number:
                return ProxyValue.Int((int)number);
            case double number:
                return ProxyValue.Float(number);
            case string text:
                return proxy.Text(text);
            default:
                writer.Push(result);
                return ProxyValue.Object(proxy[MicroPythonHelper.Here]);
        }
    }

    private ProxyValue Raise(PythonException exception)
    {
        writer.Push(exception.TypeName, exception.Text);
        return ProxyValue.Object(proxy[MicroPythonHelper.Mark]);
    }

    // What goes wrong in the host may tell of the host, so Python is told no more than that it did.
    private ProxyValue RaiseFailure(HostFunction function, Exception cause)
    {
        _failure = cause;
        _failureText = function.Name + FailureText;
        return Raise(new PythonException("RuntimeError", _failureText));
    }
}
