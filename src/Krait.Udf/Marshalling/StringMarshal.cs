using System;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>str</c> and text: address and length of UTF-8 bytes, two i32; the same two in 8 bytes in a list.</summary>
internal sealed class StringMarshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.I32, ValueType.I32];

    public override int ElementBytes => 8;

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (!JsonText.TryRead(value, out ReadOnlySpan<byte> text))
            return false;

        call.Add((int)Place(text, call));
        call.Add(text.Length);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (!JsonText.TryRead(value, out ReadOnlySpan<byte> text))
            return false;

        call.Memory.Write(address, Place(text, call));
        call.Memory.Write(address + 4, text.Length);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) =>
        ReadText((uint)flat[0].AsInt32(), (uint)flat[1].AsInt32(), call);

    public override UdfValue Load(long address, GuestCall call) =>
        ReadText(call.Memory.Read<uint>(address), call.Memory.Read<uint>(address + 4), call);

    private static uint Place(ReadOnlySpan<byte> text, GuestCall call)
    {
        uint address = call.Allocate(text.Length);
        call.Memory.Write(address, text);
        return address;
    }

    private static UdfValue ReadText(uint address, uint lengthBytes, GuestCall call)
    {
        call.CheckResultSize(lengthBytes);
        return UdfValue.FromText(Encoding.UTF8.GetString(call.Memory.GetSpan(address, (int)lengthBytes)));
    }
}
