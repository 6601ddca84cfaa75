using System;
using System.Text;
using Krait.Guests.Errors;
using Krait.Runtime;

namespace Krait.Guests.MicroPython;

/// <summary>The functions of MicroPython that its host calls, and the objects of the prelude.</summary>
/// <param name="instance">The interpreter.</param>
/// <param name="root">The numbers of the prelude's objects follow this one.</param>
internal sealed class MicroPythonProxy(Instance instance, Func<int> root)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Func<int, int> _malloc = instance.GetFunction<int, int>("malloc");
    private readonly Action<int> _free = instance.GetAction<int>("free");

    /// <summary>Finds the lines of a file for tracebacks, or of the module in it that is running.</summary>
    public Func<string, bool, string[]?> Lines { get; set; } = static (_, _) => null;

    public Memory Memory { get; } = instance.GetMemory("memory");

    private Action<int, int, int, int> CallFunction => field ??= instance.GetAction<int, int, int, int>("proxy_c_to_js_call");

    private Action<int, int> GetArray => field ??= instance.GetAction<int, int>("proxy_c_to_js_get_array");

    private Action<int, int> GetDict => field ??= instance.GetAction<int, int>("proxy_c_to_js_get_dict");

    private Action<int, int> ConvertWord => field ??= instance.GetAction<int, int>("proxy_convert_mp_to_js_obj_cside");

    private Action<int> FreeObject => field ??= instance.GetAction<int>("proxy_c_free_obj");

    /// <summary>An object of the prelude.</summary>
    public int this[MicroPythonHelper helper] => root() + 1 + (int)helper;

    public int Allocate(int sizeBytes)
    {
        int address = _malloc(sizeBytes);
        return address != 0 ? address : throw NoRoom.For($"{sizeBytes} bytes");
    }

    public void Free(int address) => _free(address);

    /// <summary>Copies text and a NUL into memory that is the caller's.</summary>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, which UTF-8 does not have.</exception>
    public (int Address, int LengthBytes) Copy(string text)
    {
        byte[] bytes;
        try
        {
            bytes = s_utf8.GetBytes(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("text with half of a surrogate pair cannot cross into MicroPython", exception);
        }

        int address = Allocate(bytes.Length + 1);
        Memory.Write((uint)address, bytes);
        Memory.Write((uint)(address + bytes.Length), (byte)0);
        return (address, bytes.Length);
    }

    public ProxyValue Text(string text)
    {
        (int address, int length) = Copy(text);
        return ProxyValue.Text(address, length);
    }

    /// <summary>Calls an object of the prelude.</summary>
    /// <returns>The answer; an object in it is the caller's to release.</returns>
    /// <exception cref="PythonException">What was raised.</exception>
    public ProxyValue Call(MicroPythonHelper helper, params ReadOnlySpan<ProxyValue> arguments) => Call(this[helper], arguments);

    /// <summary>Calls an object.</summary>
    /// <exception cref="PythonException">What was raised.</exception>
    public ProxyValue Call(int function, params ReadOnlySpan<ProxyValue> arguments)
    {
        int place = Allocate(ProxyValue.SizeBytes * (arguments.Length + 1));
        try
        {
            for (int i = 0; i < arguments.Length; i++)
                arguments[i].Write(Memory, place + (ProxyValue.SizeBytes * (i + 1)));
            CallFunction(function, arguments.Length, place + ProxyValue.SizeBytes, place);
            return Answer(place);
        }
        finally
        {
            _free(place);
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="PythonException">What was raised.</exception>
    public ProxyValue Answer(int place)
    {
        var answer = ProxyValue.Read(Memory, place);
        if (answer.Kind != ProxyValue.Raised)
            return answer;
        string text = Memory.ReadUtf8((uint)answer.Second, answer.First);
        _free(answer.Second);
        throw MicroPythonErrors.Parse(text, Lines);
    }

    /// <summary>Items of a list or tuple: how many, and where their words stand.</summary>
    public (int Count, int Address) Items(int reference)
    {
        int place = Allocate(2 * sizeof(int));
        GetArray(reference, place);
        (int, int) items = (Memory.Read<int>((uint)place), Memory.Read<int>((uint)place + 4));
        _free(place);
        return items;
    }

    /// <summary>Places of a dict: how many, and where the words of keys and values stand.</summary>
    public (int Count, int Address) Places(int reference)
    {
        int place = Allocate(2 * sizeof(int));
        GetDict(reference, place);
        (int, int) places = (Memory.Read<int>((uint)place), Memory.Read<int>((uint)place + 4));
        _free(place);
        return places;
    }

    /// <summary>Takes apart the word of a value; an object in it is the caller's to release.</summary>
    public ProxyValue Convert(int word)
    {
        int place = Allocate(ProxyValue.SizeBytes);
        try
        {
            ConvertWord(word, place);
            return Answer(place);
        }
        finally
        {
            _free(place);
        }
    }

    public void Release(int reference) => FreeObject(reference);
}
