using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>bool</c> and truth value: an i32 of 0 or 1; 1 byte in a list.</summary>
internal sealed class BoolMarshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.I32];

    public override int ElementBytes => 1;

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (JsonScalars.ReadBoolean(value, out bool result) != FieldStatus.Ok)
            return false;

        call.Add(result ? 1 : 0);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (JsonScalars.ReadBoolean(value, out bool result) != FieldStatus.Ok)
            return false;

        call.Memory.Write(address, result ? (byte)1 : (byte)0);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.FromBoolean(flat[0].AsInt32() != 0);

    public override UdfValue Load(long address, GuestCall call) => UdfValue.FromBoolean(call.Memory.Read<byte>(address) != 0);
}
