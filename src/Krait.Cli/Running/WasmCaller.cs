using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Cli.Running;

/// <summary>Calls an exported function of a module with numbers.</summary>
internal static class WasmCaller
{
    public static FunctionCall Call(InputFile input, string function, IReadOnlyList<string> arguments, GuestSettings settings)
    {
        var logs = new List<string>();
        using var guest = WasmGuest.Start(input, settings, text => logs.AddRange(text.TrimEnd('\n').Split('\n')), WasiOptions.Default);
        return guest.Run(instance =>
        {
            if (!instance.TryGetFunction(function, out Function? target))
                throw new CommandFailure(ExitCode.Usage, $"the module exports no function '{function}'; it exports {Names(instance)}");
            if (arguments.Count != target.Type.Parameters.Length)
                throw new CommandFailure(ExitCode.Usage, $"'{function}' is {target.Type} and takes {target.Type.Parameters.Length} arguments, found {arguments.Count}");

            Value[] values = [.. target.Type.Parameters.Select((type, index) => Parse(type, arguments[index]))];
            var watch = Stopwatch.StartNew();
            Value[] results = target.Invoke(values);
            double elapsedMs = watch.Elapsed.TotalMilliseconds;
            return new FunctionCall([.. results.Select(ToJson)], logs, elapsedMs, instance.FuelUsed, instance.PeakMemoryBytes);
        });
    }

    private static string Names(Instance instance) =>
        string.Join(", ", instance.Module.Exports.Where(static export => export.Kind == ExternalKind.Function).Select(static export => "'" + export.Name + "'"));

    private static Value Parse(ValueType type, string text)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (type == ValueType.I32 && long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out long narrow) && int.MinValue <= narrow && narrow <= uint.MaxValue)
            return Value.FromInt32(unchecked((int)narrow));
        if (type == ValueType.I64 && Int128.TryParse(text, NumberStyles.AllowLeadingSign, culture, out Int128 wide) && long.MinValue <= wide && wide <= ulong.MaxValue)
            return Value.FromInt64(unchecked((long)wide));
        if (type == ValueType.F32 && float.TryParse(text, NumberStyles.Float, culture, out float single))
            return Value.FromSingle(single);
        if (type == ValueType.F64 && double.TryParse(text, NumberStyles.Float, culture, out double number))
            return Value.FromDouble(number);
        if (type == ValueType.V128 && text.StartsWith("0x", StringComparison.Ordinal) && UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, culture, out UInt128 bits))
            return Value.FromV128(Vector128.Create((ulong)bits, (ulong)(bits >> 64)).AsByte());
        throw new CommandFailure(ExitCode.Usage, $"an argument of type {type} was expected, found '{text}'");
    }

    // JSON has no NaN, no infinities and no vectors; they are written as text, as the HTTP interface does.
    private static JsonElement ToJson(Value value)
    {
        string text = value.ToString();
        return value.Type.IsNumber && char.IsAsciiDigit(text[^1]) ? JsonElement.Parse(text) : JsonElement.Parse("\"" + text + "\"");
    }
}
