using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Runtime;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Udf.Marshalling;

/// <summary>Python <c>None</c> and JSON null: no WebAssembly value at all.</summary>
internal sealed class NoneMarshal : TypeMarshal
{
    public override ImmutableArray<ValueType> Flat => [];

    public override int ElementBytes => 0;

    public override bool TryPush(JsonElement value, GuestCall call) => value.ValueKind == JsonValueKind.Null;

    public override bool TryStore(JsonElement value, long address, GuestCall call) => value.ValueKind == JsonValueKind.Null;

    public override UdfValue Read(ReadOnlySpan<Value> flat, GuestCall call) => UdfValue.None;

    public override UdfValue Load(long address, GuestCall call) => UdfValue.None;
}
