using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>
/// How one type crosses between JSON and a typed module. A value is flat, one or more WebAssembly values, as argument and
/// result; inside a list it is stored in <see cref="ElementBytes"/> bytes. The layouts are those of docs/ABI.md.
/// </summary>
internal abstract class TypeMarshal
{
    /// <summary>The WebAssembly values of an argument or result.</summary>
    public abstract ImmutableArray<ValueType> Flat { get; }

    /// <summary>Size of an element in a list.</summary>
    public abstract int ElementBytes { get; }

    /// <summary>Adds the value to the arguments.</summary>
    /// <returns>False when the JSON value is of another type; nothing was added then.</returns>
    public abstract bool TryPush(JsonElement value, GuestCall call);

    /// <summary>Stores the value as a list's element.</summary>
    /// <returns>False when the JSON value is of another type.</returns>
    public abstract bool TryStore(JsonElement value, long address, GuestCall call);

    /// <summary>Reads a result.</summary>
    public abstract UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call);

    /// <summary>Reads a list's element.</summary>
    public abstract UdfValue Load(long address, GuestCall call);
}
