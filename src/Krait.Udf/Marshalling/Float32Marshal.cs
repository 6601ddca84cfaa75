using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>A 32-bit float of a precompiled module: an f32, rounded from JSON; 4 bytes in a list.</summary>
internal sealed class Float32Marshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.F32];

    public override int ElementBytes => sizeof(float);

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (!TryRead(value, out float result))
            return false;

        call.Add(result);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (!TryRead(value, out float result))
            return false;

        call.Memory.Write(address, result);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.FromNumber(flat[0].AsSingle());

    public override UdfValue Load(long address, GuestCall call) => UdfValue.FromNumber(call.Memory.Read<float>(address));

    private static bool TryRead(JsonElement value, out float result)
    {
        bool fits = JsonScalars.ReadNumber(value, out double wide) == FieldStatus.Ok;
        result = (float)wide;
        return fits;
    }
}
