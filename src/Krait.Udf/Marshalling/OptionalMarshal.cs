using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>T | None</c>: an i32 that is 0 for None and 1 otherwise, then T; 4 bytes for it and T's bytes in a list.</summary>
internal sealed class OptionalMarshal : TypeMarshal
{
    private const int TagBytes = 4;

    private readonly TypeMarshal _element;

    public OptionalMarshal(TypeMarshal element)
    {
        _element = element;
        Flat = [ValueType.I32, .. element.Flat];
    }

    public override ImmutableArray<ValueType> Flat { get; }

    public override int ElementBytes => TagBytes + _element.ElementBytes;

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            call.Add(1);
            return _element.TryPush(value, call);
        }

        call.Add(0);
        foreach (ValueType type in _element.Flat)
            call.Add(Value.FromBits(type, 0));

        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        call.Memory.Write(address, value.ValueKind == JsonValueKind.Null ? 0 : 1);
        return value.ValueKind == JsonValueKind.Null || _element.TryStore(value, address + TagBytes, call);
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) =>
        flat[0].AsInt32() == 0 ? UdfValue.None : _element.Read(flat[1..], call);

    public override UdfValue Load(long address, GuestCall call) =>
        call.Memory.Read<int>(address) == 0 ? UdfValue.None : _element.Load(address + TagBytes, call);
}
