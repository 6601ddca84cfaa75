using System;
using Krait.Runtime;

namespace Krait.Guests.CPython;

// Names are those of the C API. An address of an object is a reference that its owner gives back; "borrowed" ones are not.
// An answer of 0 means that an exception is set.

/// <summary>The functions of CPython's C API that the host calls.</summary>
internal sealed class CPythonApi
{
    private const int TypeOffset = 4;

    private readonly Instance _instance;

    public CPythonApi(Instance instance)
    {
        _instance = instance;
        Memory = instance.GetMemory("memory");
        Malloc = Get<Func<int, int>>("malloc");
        Free = Get<Action<int>>("free");
        IncRef = Get<Action<int>>("Py_IncRef");
        DecRef = Get<Action<int>>("Py_DecRef");
        Compile = Get<Func<int, int, int, int, int, int>>("Py_CompileStringObject");
        EvalCode = Get<Func<int, int, int, int>>("PyEval_EvalCode");
        GetRaised = Get<Func<int>>("PyErr_GetRaisedException");
        ClearError = Get<Action>("PyErr_Clear");
        Str = Get<Func<int, int>>("PyObject_Str");
        Repr = Get<Func<int, int>>("PyObject_Repr");
        GetAttribute = Get<Func<int, int, int>>("PyObject_GetAttrString");
        CallNoArgs = Get<Func<int, int>>("PyObject_CallNoArgs");
        TypeFlags = Get<Func<int, int>>("PyType_GetFlags");
        TypeName = Get<Func<int, int>>("PyType_GetName");
        TextUtf8 = Get<Func<int, int, int>>("PyUnicode_AsUTF8AndSize");
        EncodeText = Get<Func<int, int, int, int>>("PyUnicode_AsEncodedString");
        IntAsLong = Get<Func<int, int, long>>("PyLong_AsLongLongAndOverflow");
        FormatInt = Get<Func<int, int, int>>("_PyLong_Format");
        FloatAsDouble = Get<Func<int, double>>("PyFloat_AsDouble");
        BytesAddress = Get<Func<int, int>>("PyBytes_AsString");
        BytesSize = Get<Func<int, int>>("PyBytes_Size");
        None = Address("_Py_NoneStruct");
        True = Address("_Py_TrueStruct");
        False = Address("_Py_FalseStruct");
        FloatType = Address("PyFloat_Type");
    }

    public Memory Memory { get; }

    public Func<int, int> Malloc { get; }

    public Action<int> Free { get; }

    public Action<int> IncRef { get; }

    public Action<int> DecRef { get; }

    /// <summary>(source, text object with the file name, start, flags, optimisation) gives code.</summary>
    public Func<int, int, int, int, int, int> Compile { get; }

    /// <summary>(code, globals, locals) gives a result.</summary>
    public Func<int, int, int, int> EvalCode { get; }

    public Func<int> GetRaised { get; }

    public Action ClearError { get; }

    public Func<int, int> Str { get; }

    public Func<int, int> Repr { get; }

    /// <summary>(object, C string).</summary>
    public Func<int, int, int> GetAttribute { get; }

    public Func<int, int> CallNoArgs { get; }

    public Func<int, int> TypeFlags { get; }

    public Func<int, int> TypeName { get; }

    /// <summary>(text, where to put its length) gives the address of its UTF-8, which belongs to the text.</summary>
    public Func<int, int, int> TextUtf8 { get; }

    /// <summary>(text, encoding, what to do with errors) gives bytes.</summary>
    public Func<int, int, int, int> EncodeText { get; }

    /// <summary>(int, where to put -1, 0 or 1 for overflow).</summary>
    public Func<int, int, long> IntAsLong { get; }

    /// <summary>(int, base) gives text.</summary>
    public Func<int, int, int> FormatInt { get; }

    public Func<int, double> FloatAsDouble { get; }

    public Func<int, int> BytesAddress { get; }

    public Func<int, int> BytesSize { get; }

    public int None { get; }

    public int True { get; }

    public int False { get; }

    public int FloatType { get; }

    public TDelegate Get<TDelegate>(string name)
        where TDelegate : Delegate =>
        _instance.GetDelegate<TDelegate>(name);

    /// <summary>Gives a reference back, if there is one.</summary>
    public void Release(int address)
    {
        if (address != 0)
            DecRef(address);
    }

    public int TypeOf(int address) => Memory.Read<int>((uint)address + TypeOffset);

    /// <summary>A built-in class of exceptions, borrowed; 0 if there is none of that name.</summary>
    public int FindException(string name) =>
        _instance.TryGetGlobal("PyExc_" + name, out Global? place) ? Memory.Read<int>((uint)place.GetValue().AsInt32()) : 0;

    public int Address(string name) => _instance.GetGlobal(name).GetValue().AsInt32();
}
