namespace Krait.Guests.CPython;

/// <summary>The addresses of types that are the same in every instance of the module.</summary>
internal sealed class CPythonTypes(CPythonApi api)
{
    public int Int { get; } = api.Address("PyLong_Type");

    public int Text { get; } = api.Address("PyUnicode_Type");

    public int List { get; } = api.Address("PyList_Type");

    public int Tuple { get; } = api.Address("PyTuple_Type");

    public int Dict { get; } = api.Address("PyDict_Type");

    public int Set { get; } = api.Address("PySet_Type");

    public int FrozenSet { get; } = api.Address("PyFrozenSet_Type");

    public int ByteArray { get; } = api.Address("PyByteArray_Type");

    public int Code { get; } = api.Address("PyCode_Type");

    public int MemoryView { get; } = api.Address("PyMemoryView_Type");

    public int Complex { get; } = api.Address("PyComplex_Type");
}
