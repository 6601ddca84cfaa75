using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>A 32-bit integer of a precompiled module: an i32; 4 bytes in a list.</summary>
internal sealed class Int32Marshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.I32];

    public override int ElementBytes => sizeof(int);

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (!TryRead(value, out int result))
            return false;

        call.Add(result);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (!TryRead(value, out int result))
            return false;

        call.Memory.Write(address, result);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.FromInteger(flat[0].AsInt32());

    public override UdfValue Load(long address, GuestCall call) => UdfValue.FromInteger(call.Memory.Read<int>(address));

    private static bool TryRead(JsonElement value, out int result)
    {
        bool fits = JsonScalars.ReadInteger(value, out long wide) == FieldStatus.Ok && wide is >= int.MinValue and <= int.MaxValue;
        result = fits ? (int)wide : 0;
        return fits;
    }
}
