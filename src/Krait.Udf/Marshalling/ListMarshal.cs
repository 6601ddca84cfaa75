using System;
using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>list[T]</c> and JSON array: address and number of packed elements, two i32; the same two in 8 bytes in a list.</summary>
internal sealed class ListMarshal : TypeMarshal
{
    private readonly TypeMarshal _element;

    public ListMarshal(TypeMarshal element) => _element = element;

    public override ImmutableArray<ValueType> Flat { get; } = [ValueType.I32, ValueType.I32];

    public override int ElementBytes => 8;

    public override bool TryPush(JsonElement value, GuestCall call)
    {
        if (!TryPlace(value, call, out uint address, out int count))
            return false;

        call.Add((int)address);
        call.Add(count);
        return true;
    }

    public override bool TryStore(JsonElement value, long address, GuestCall call)
    {
        if (!TryPlace(value, call, out uint items, out int count))
            return false;

        call.Memory.Write(address, items);
        call.Memory.Write(address + 4, count);
        return true;
    }

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) =>
        ReadItems((uint)flat[0].AsInt32(), (uint)flat[1].AsInt32(), call);

    public override UdfValue Load(long address, GuestCall call) =>
        ReadItems(call.Memory.Read<uint>(address), call.Memory.Read<uint>(address + 4), call);

    private bool TryPlace(JsonElement value, GuestCall call, out uint address, out int count)
    {
        address = 0;
        count = 0;
        if (value.ValueKind != JsonValueKind.Array)
            return false;

        count = value.GetArrayLength();
        address = call.Allocate((long)count * _element.ElementBytes);
        long place = address;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (!_element.TryStore(item, place, call))
                return false;
            place += _element.ElementBytes;
        }

        return true;
    }

    // The limit is checked as the text grows: a small list can be large as JSON.
    private UdfValue ReadItems(uint address, uint count, GuestCall call)
    {
        call.CheckResultSize(count);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (uint i = 0; i < count; i++)
            {
                _element.Load(address + ((long)i * _element.ElementBytes), call).WriteTo(writer);
                call.CheckResultSize(writer.BytesCommitted + writer.BytesPending);
            }

            writer.WriteEndArray();
        }

        return UdfValue.FromJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
