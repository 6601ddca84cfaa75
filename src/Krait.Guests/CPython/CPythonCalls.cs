using System;

namespace Krait.Guests.CPython;

// Each is looked up when it is first called: a sandbox that lives for one call pays for what it uses.

/// <summary>The functions of the C API that make values, take them apart and call them.</summary>
internal sealed class CPythonCalls(CPythonApi api)
{
    public Func<long, int> IntFromLong => field ??= api.Get<Func<long, int>>("PyLong_FromLongLong");

    /// <summary>(bytes, their number, flags); flags 1 say the lowest byte comes first.</summary>
    public Func<int, int, int, int> IntFromBytes => field ??= api.Get<Func<int, int, int, int>>("PyLong_FromNativeBytes");

    public Func<double, int> FloatFromDouble => field ??= api.Get<Func<double, int>>("PyFloat_FromDouble");

    public Func<double, double, int> ComplexFromDoubles => field ??= api.Get<Func<double, double, int>>("PyComplex_FromDoubles");

    /// <summary>(length, highest character) gives text to be filled in.</summary>
    public Func<int, int, int> NewText => field ??= api.Get<Func<int, int, int>>("PyUnicode_New");

    public Func<int, int> TextFromCharacter => field ??= api.Get<Func<int, int>>("PyUnicode_FromOrdinal");

    /// <summary>C string to text of which there is one only.</summary>
    public Func<int, int> InternText => field ??= api.Get<Func<int, int>>("PyUnicode_InternFromString");

    /// <summary>(0, length) gives bytes to be filled in.</summary>
    public Func<int, int, int> NewBytes => field ??= api.Get<Func<int, int, int>>("PyBytes_FromStringAndSize");

    public Func<int, int> NewList => field ??= api.Get<Func<int, int>>("PyList_New");

    public Func<int, int> NewTuple => field ??= api.Get<Func<int, int>>("PyTuple_New");

    public Func<int> NewDict => field ??= api.Get<Func<int>>("PyDict_New");

    /// <summary>(iterable or 0).</summary>
    public Func<int, int> NewSet => field ??= api.Get<Func<int, int>>("PySet_New");

    public Func<int, int> NewFrozenSet => field ??= api.Get<Func<int, int>>("PyFrozenSet_New");

    public Func<int, int, int> AddToSet => field ??= api.Get<Func<int, int, int>>("PySet_Add");

    /// <summary>(dict, key, value); takes references of its own.</summary>
    public Func<int, int, int, int> SetItem => field ??= api.Get<Func<int, int, int, int>>("PyDict_SetItem");

    /// <summary>(dict, key) gives a borrowed reference; 0 without an exception where the key is not.</summary>
    public Func<int, int, int> FindItem => field ??= api.Get<Func<int, int, int>>("PyDict_GetItemWithError");

    public Func<int, int> DictKeys => field ??= api.Get<Func<int, int>>("PyDict_Keys");

    public Func<int, int> DictValues => field ??= api.Get<Func<int, int>>("PyDict_Values");

    /// <summary>A mapping's items as a list, by its own method.</summary>
    public Func<int, int> MappingItems => field ??= api.Get<Func<int, int>>("PyMapping_Items");

    public Func<int, int> ListOf => field ??= api.Get<Func<int, int>>("PySequence_List");

    /// <summary>(object, name).</summary>
    public Func<int, int, int> GetAttribute => field ??= api.Get<Func<int, int, int>>("PyObject_GetAttr");

    /// <summary>(object, name, where to put it); 0 or less where there is none.</summary>
    public Func<int, int, int, int> FindAttribute => field ??= api.Get<Func<int, int, int, int>>("PyObject_GetOptionalAttr");

    /// <summary>(callable, arguments, their number, names of the last of them or 0).</summary>
    public Func<int, int, int, int, int> Call => field ??= api.Get<Func<int, int, int, int, int>>("PyObject_Vectorcall");

    /// <summary>(type, base).</summary>
    public Func<int, int, int> IsSubtype => field ??= api.Get<Func<int, int, int>>("PyType_IsSubtype");

    public Func<int, int> IsCallable => field ??= api.Get<Func<int, int>>("PyCallable_Check");

    /// <summary>(name) of a module that has been imported, or 0.</summary>
    public Func<int, int> FindModule => field ??= api.Get<Func<int, int>>("PyImport_GetModule");

    /// <summary>(C string).</summary>
    public Func<int, int> Import => field ??= api.Get<Func<int, int>>("PyImport_ImportModule");

    /// <summary>(definition, self, module or 0, class) gives a built-in method.</summary>
    public Func<int, int, int, int, int> NewMethod => field ??= api.Get<Func<int, int, int, int, int>>("PyCMethod_New");

    /// <summary>(C string) gives a module that is imported already or an empty one; borrowed.</summary>
    public Func<int, int> AddModule => field ??= api.Get<Func<int, int>>("PyImport_AddModule");

    /// <summary>A module's names; borrowed.</summary>
    public Func<int, int> ModuleNames => field ??= api.Get<Func<int, int>>("PyModule_GetDict");

    /// <summary>Sets an exception; takes the reference over.</summary>
    public Action<int> SetRaised => field ??= api.Get<Action<int>>("PyErr_SetRaisedException");

    /// <summary>(frame).</summary>
    public Func<int, int> CodeOfFrame => field ??= api.Get<Func<int, int>>("PyFrame_GetCode");

    /// <summary>(code, offset of an instruction, four places: line, column, last line, column behind); 0 where there is none.</summary>
    public Func<int, int, int, int, int, int, int> LocationInCode => field ??= api.Get<Func<int, int, int, int, int, int, int>>("PyCode_Addr2Location");

    public Func<int> ErrorOccurred => field ??= api.Get<Func<int>>("PyErr_Occurred");

    /// <summary>(type, value).</summary>
    public Action<int, int> SetError => field ??= api.Get<Action<int, int>>("PyErr_SetObject");
}
