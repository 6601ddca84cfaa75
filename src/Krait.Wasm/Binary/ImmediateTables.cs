using System;
using Krait.Wasm.Binary;

namespace Krait.Wasm;

/// <summary>The labels of a <c>br_table</c>, read from the code as they are asked for. Enumerate it with <c>foreach</c>; no allocation.</summary>
public ref struct LabelTable
{
    private ByteReader _bytes;
    private int _remaining;

    internal LabelTable(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = new ByteReader(bytes, baseOffset: 0);
        _remaining = length;
        Length = length;
    }

    /// <summary>Number of labels, the default not counted.</summary>
    public int Length { get; }

    /// <summary>The label at the enumerator's place.</summary>
    public int Current { get; private set; }

    /// <summary>The enumerator, which is a copy of the table.</summary>
    public readonly LabelTable GetEnumerator() => this;

    /// <summary>Goes to the next label.</summary>
    public bool MoveNext()
    {
        if (_remaining == 0)
            return false;
        _remaining--;
        Current = (int)_bytes.ReadU32();
        return true;
    }
}

/// <summary>A list of value types in code. Enumerate it with <c>foreach</c>; no allocation.</summary>
public ref struct ValueTypeList
{
    private ByteReader _bytes;
    private int _remaining;

    internal ValueTypeList(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = new ByteReader(bytes, baseOffset: 0);
        _remaining = length;
        Length = length;
    }

    /// <summary>Number of types.</summary>
    public int Length { get; }

    /// <summary>The type at the enumerator's place.</summary>
    public ValueType Current { get; private set; }

    /// <summary>The enumerator, which is a copy of the list.</summary>
    public readonly ValueTypeList GetEnumerator() => this;

    /// <summary>Goes to the next type.</summary>
    public bool MoveNext()
    {
        if (_remaining == 0)
            return false;
        _remaining--;
        Current = _bytes.ReadValueType();
        return true;
    }
}

/// <summary>What a clause of <c>try_table</c> catches; values as in the binary format.</summary>
public enum CatchKind
{
    /// <summary>Exceptions of a tag; pushes their arguments.</summary>
    Catch,

    /// <summary>Exceptions of a tag; pushes their arguments and the exception.</summary>
    CatchRef,

    /// <summary>Every exception; pushes nothing.</summary>
    CatchAll,

    /// <summary>Every exception; pushes the exception.</summary>
    CatchAllRef,
}

/// <summary>A clause of <c>try_table</c>.</summary>
/// <param name="Kind">What it catches.</param>
/// <param name="TagIndex">The tag, or -1 for clauses that catch everything.</param>
/// <param name="Label">Where it goes.</param>
public readonly record struct CatchClause(CatchKind Kind, int TagIndex, int Label);

/// <summary>The clauses of a <c>try_table</c>. Enumerate it with <c>foreach</c>; no allocation.</summary>
public ref struct CatchTable
{
    private ByteReader _bytes;
    private int _remaining;

    internal CatchTable(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = new ByteReader(bytes, baseOffset: 0);
        _remaining = length;
        Length = length;
    }

    /// <summary>Number of clauses.</summary>
    public int Length { get; }

    /// <summary>The clause at the enumerator's place.</summary>
    public CatchClause Current { get; private set; }

    /// <summary>The enumerator, which is a copy of the table.</summary>
    public readonly CatchTable GetEnumerator() => this;

    /// <summary>Goes to the next clause.</summary>
    public bool MoveNext()
    {
        if (_remaining == 0)
            return false;
        _remaining--;
        Current = ReadClause(ref _bytes);
        return true;
    }

    internal static CatchClause ReadClause(ref ByteReader bytes)
    {
        var kind = (CatchKind)bytes.ReadByte();
        if (kind > CatchKind.CatchAllRef)
            bytes.Throw("malformed catch clause");
        var tag = kind is CatchKind.Catch or CatchKind.CatchRef ? (int)bytes.ReadU32() : -1;
        return new CatchClause(kind, tag, (int)bytes.ReadU32());
    }
}
