using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Store;

// References inside the guest are words: a function is the address of its FunctionRecord, a host object is its
// number in the store, an exception is a number of another kind there, null is 0. Outside they are Function, object and
// GuestException.

/// <summary>Translates values between the guest's 64-bit words and <see cref="Value"/>.</summary>
internal static unsafe class References
{
    /// <summary>Reads a value from the word, or the two words, where it stands.</summary>
    public static Value Load(ValueType type, long* words, GuestStore? store) => type == ValueType.V128
        ? Value.FromV128(Vector128.Create(words[0], words[1]).AsByte())
        : ToValue(type, words[0], store);

    /// <summary>Writes a value to a word, or two of them.</summary>
    /// <exception cref="ArgumentException">The value has another type than asked for.</exception>
    public static void Store(ValueType type, Value value, long* words, GuestStore? store)
    {
        words[0] = ToBits(type, value, store);
        if (type == ValueType.V128)
            words[1] = value.HighBits;
    }

    public static Value ToValue(ValueType type, long bits, GuestStore? store)
    {
        if (!type.IsReference)
            return Value.FromBits(type, bits);
        if (bits == 0)
            return Value.Null(type);
        if (IsException(type))
            return Value.FromException(store?.ExceptionAt(bits));
        return type == ValueType.ExternRef
            ? Value.FromHostObject(store?.Root().HostObjectAt(bits))
            : Value.FromFunction(ToFunction((FunctionRecord*)bits));
    }

    /// <summary>Whether a word of this type is the number of an exception.</summary>
    public static bool IsException(ValueType type) => type.IsReference && (type.HeapType == HeapType.Exn || type.HeapType == HeapType.NoExn);

    /// <summary>Whether a value can stand where a type is asked for; an exception may be asked for as not null.</summary>
    public static bool Accepts(ValueType type, Value value) =>
        value.Type == type || (IsException(type) && IsException(value.Type) && (type.IsNullable || value.Reference is not null));

    /// <exception cref="ArgumentException">The value has another type than asked for.</exception>
    public static long ToBits(ValueType type, Value value, GuestStore? store)
    {
        if (!Accepts(type, value))
            throw new ArgumentException($"expected a value of type {type}, found {value.Type}");
        if (!type.IsReference)
            return value.Bits;
        if (value.Reference is null)
            return 0;
        if (type == ValueType.ExternRef)
            return (store ?? throw new InvalidOperationException("a host object needs an instance to live in")).Root().NumberOf(value.Reference);
        if (value.Reference is GuestException exception)
            return (store ?? throw new InvalidOperationException("an exception reference needs an instance to live in")).NumberOfException(exception);
        Function function = (Function)value.Reference;
        GuestStore.Merge(store, function.Store, function.Store.Engine);
        return (long)function.Record;
    }

    public static Function? ToFunction(FunctionRecord* record)
    {
        if (record is null)
            return null;
        Instance owner = InstanceOf(record->Owner);
        return owner.FunctionAt(record->FunctionIndex);
    }

    // SAFETY: a handle is only read from a live context or record, and the store keeps its instances alive.
    public static Instance InstanceOf(nint weakHandle) => (Instance)GCHandle.FromIntPtr(weakHandle).Target!;
}
