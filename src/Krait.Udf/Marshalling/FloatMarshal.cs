using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>float</c> and 64-bit float: an f64; 8 bytes in a list. JSON integers are taken too, as Python's float parameters take ints.</summary>
internal sealed class FloatMarshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.F64];

    public override int ElementBytes => sizeof(double);

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (JsonScalars.ReadNumber(value, out double result) != FieldStatus.Ok)
            return false;

        call.Add(result);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (JsonScalars.ReadNumber(value, out double result) != FieldStatus.Ok)
            return false;

        call.Memory.Write(address, result);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.FromNumber(flat[0].AsDouble());

    public override UdfValue Load(long address, GuestCall call) => UdfValue.FromNumber(call.Memory.Read<double>(address));
}
