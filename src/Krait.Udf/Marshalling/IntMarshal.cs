using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>int</c> and 64-bit integer: an i64; 8 bytes in a list.</summary>
internal sealed class IntMarshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.I64];

    public override int ElementBytes => sizeof(long);

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (JsonScalars.ReadInteger(value, out long result) != FieldStatus.Ok)
            return false;

        call.Add(result);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (JsonScalars.ReadInteger(value, out long result) != FieldStatus.Ok)
            return false;

        call.Memory.Write(address, result);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.FromInteger(flat[0].AsInt64());

    public override UdfValue Load(long address, GuestCall call) => UdfValue.FromInteger(call.Memory.Read<long>(address));
}
