using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Krait.Fuzz.Generation;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz;

// A program as text, for people and for tests/cases/regress:
//
//   ;; any remarks
//   ;; profile: CanonicalNan
//   ;; call: m0.f1 i32:5 v128:0000000000000000:0000000000000001 externref:2
//   (module ...)
//   ;; module m1
//   (module ...)
//
// Numbers are the hexadecimal bits; of vectors the upper half comes first.

/// <summary>Writes programs as text and reads them back.</summary>
internal static class CaseText
{
    private const string CallPrefix = ";; call: ";
    private const string ModulePrefix = ";; module ";
    private const string ProfilePrefix = ";; profile: ";

    /// <summary>The text of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="profile">How values are written down when it runs.</param>
    /// <param name="remarks">Lines for the top.</param>
    public static string Write(FuzzProgram program, ProgramProfile profile, params IEnumerable<string> remarks)
    {
        StringBuilder text = new();
        foreach (string remark in remarks.SelectMany(remark => remark.Split('\n')))
            text.Append(CultureInfo.InvariantCulture, $";; {remark.TrimEnd()}\n");
        text.Append(CultureInfo.InvariantCulture, $"{ProfilePrefix}{profile}\n");
        foreach (FuzzCall call in program.Calls)
            text.Append(CultureInfo.InvariantCulture, $"{CallPrefix}m{call.ModuleIndex}.{call.Export}{string.Concat(call.Arguments.Select(Describe))}\n");
        for (int i = 0; i < program.Modules.Length; i++)
        {
            if (i > 0)
                text.Append(CultureInfo.InvariantCulture, $"{ModulePrefix}m{i}\n");
            text.Append(ModulePrinter.Print(program.Modules[i]));
        }

        return text.ToString();
    }

    /// <summary>The program of a text.</summary>
    /// <exception cref="MalformedModuleException">A module is not well-formed.</exception>
    /// <exception cref="InvalidDataException">A line at the top is not as it should be.</exception>
    public static (FuzzProgram Program, ProgramProfile Profile) Read(string text)
    {
        ProgramProfile profile = ProgramProfile.CanonicalNan;
        List<FuzzCall> calls = [];
        List<StringBuilder> modules = [new()];
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(CallPrefix, StringComparison.Ordinal))
                calls.Add(ReadCall(line[CallPrefix.Length..]));
            else if (line.StartsWith(ProfilePrefix, StringComparison.Ordinal))
                profile = Enum.Parse<ProgramProfile>(line[ProfilePrefix.Length..]);
            else if (line.StartsWith(ModulePrefix, StringComparison.Ordinal))
                modules.Add(new StringBuilder());
            modules[^1].Append(line).Append('\n');
        }

        return (new FuzzProgram(0, [.. modules.Select(module => TextParser.Parse(module.ToString()))], [.. calls]), profile);
    }

    private static string Describe(FuzzValue value) => value.Type == ValueType.V128
        ? string.Create(CultureInfo.InvariantCulture, $" v128:{value.High:x16}:{value.Low:x16}")
        : string.Create(CultureInfo.InvariantCulture, $" {value.Type}:{value.Low:x}");

    private static FuzzCall ReadCall(string text)
    {
        string[] words = text.TrimEnd().Split(' ');
        string[] name = words[0].Split('.', 2);
        if (name.Length != 2 || !int.TryParse(name[0].AsSpan(1), CultureInfo.InvariantCulture, out int module))
            throw new InvalidDataException($"a call names module and function as in m0.run, found {words[0]}");
        return new FuzzCall(module, name[1], [.. words.Skip(1).Select(ReadValue)]);
    }

    private static FuzzValue ReadValue(string word)
    {
        string[] parts = word.Split(':');
        ValueType type = TypeOf(parts[0]);
        ulong first = ulong.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return parts.Length == 2
            ? new FuzzValue(type, first)
            : new FuzzValue(type, ulong.Parse(parts[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture), first);
    }

    private static ValueType TypeOf(string name)
    {
        ValueType[] types = [ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64, ValueType.V128, ValueType.FuncRef, ValueType.ExternRef];
        foreach (ValueType type in types)
        {
            if (type.ToString() == name)
                return type;
        }

        throw new InvalidDataException($"an argument begins with its type, found {name}");
    }
}
