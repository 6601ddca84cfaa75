using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Krait.Fuzz.Generation;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>Writes what debuggers read: names, and DWARF line tables of versions 4 and 5.</summary>
internal static class DebugSections
{
    private const int LineBase = -5;
    private const int LineRange = 14;
    private const int OpcodeBase = 13;
    private const int MaximumNamedLocals = 50;

    // How many operands the standard opcodes take.
    private static readonly byte[] s_operands = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];

    private static readonly byte[] s_strings = [.. "/src\0main.c\0include/a.h\0"u8];

    /// <summary>The module with a name section and line tables.</summary>
    public static Module AddTo(Dice dice, Module module) => module.WithCustomSections(
    [
        .. module.CustomSections,
        Names(module).ToCustomSection(),
        new CustomSection(".debug_line", LineTables(dice, module)),
        new CustomSection(".debug_line_str", s_strings),
        new CustomSection(".debug_str", s_strings),
    ]);

    /// <summary>The module with one of its custom sections damaged.</summary>
    public static Module Damage(Dice dice, Module module)
    {
        int index = dice.Roll(module.CustomSections.Length);
        CustomSection damaged = module.CustomSections[index];
        byte[] bytes = ByteMutator.Mutate(dice, damaged.Bytes.ToArray(), dice.PickFrom(module.CustomSections).Bytes.ToArray(), kept: 0);
        return module.WithCustomSections(module.CustomSections.SetItem(index, damaged with { Bytes = bytes }));
    }

    private static NameSection Names(Module module) => new()
    {
        ModuleName = "fuzzed",
        Functions = Numbered(module.ImportedFunctionCount + module.Functions.Length, "function"),
        Locals = Enumerable.Range(0, module.Functions.Length).ToImmutableSortedDictionary(
            i => module.ImportedFunctionCount + i,
            i => Numbered(Math.Min(module.FunctionTypeOf(module.ImportedFunctionCount + i).Parameters.Length, MaximumNamedLocals), "local")),
        Types = Numbered(module.Types.Length, "type"),
        Tables = Numbered(module.TableTypes.Length, "table"),
        Globals = Numbered(module.GlobalTypes.Length, "global"),
        Tags = Numbered(module.TagTypes.Length, "tag"),
    };

    private static ImmutableSortedDictionary<int, string> Numbered(int count, string name) =>
        Enumerable.Range(0, count).ToImmutableSortedDictionary(i => i, i => FormattableString.Invariant($"{name} {i}"));

    private static byte[] LineTables(Dice dice, Module module)
    {
        List<byte> section = [];
        for (int i = dice.Between(1, 3); i > 0; i--)
        {
            List<byte> unit = dice.OneIn(2) ? Version4() : Version5();
            for (int sequence = dice.Between(1, 4); sequence > 0; sequence--)
                AddSequence(unit, dice, module);
            section.AddRange(BitConverter.GetBytes(unit.Count));
            section.AddRange(unit);
        }

        return [.. section];
    }

    private static List<byte> Version4()
    {
        List<byte> header = [1, 1, 1, unchecked((byte)LineBase), LineRange, OpcodeBase, .. s_operands, .. "dir\0\0"u8];
        header.AddRange([.. "a.c\0"u8, 1, 0, 0, .. "b.c\0"u8, 0, 0, 0, 0]);
        return [4, 0, .. BitConverter.GetBytes(header.Count), .. header];
    }

    // Directories by offsets into .debug_line_str; files by offsets into .debug_str with a directory, and a checksum.
    private static List<byte> Version5()
    {
        List<byte> header = [1, 1, 1, unchecked((byte)LineBase), LineRange, OpcodeBase, .. s_operands];
        header.AddRange([1, 1, 0x1F, 2, 0, 0, 0, 0, 12, 0, 0, 0]);
        header.AddRange([3, 1, 0x0E, 2, 0x0B, 5, 0x1E, 2]);
        header.AddRange([5, 0, 0, 0, 0, .. new byte[16], 12, 0, 0, 0, 1, .. Encoding.ASCII.GetBytes("0123456789abcdef")]);
        return [5, 0, 4, 0, .. BitConverter.GetBytes(header.Count), .. header];
    }

    private static void AddSequence(List<byte> unit, Dice dice, Module module)
    {
        int address = module.Functions.IsEmpty ? 0 : dice.Roll(1 + (2 * module.Functions.Sum(function => function.Body.Code.Length)));
        unit.AddRange([0, 5, 2, .. BitConverter.GetBytes(address)]);
        for (int i = dice.Roll(30); i > 0; i--)
        {
            switch (dice.Roll(8))
            {
                case 0: unit.AddRange([3, (byte)dice.Roll(0x80)]); break;
                case 1: unit.AddRange([4, (byte)dice.Roll(3)]); break;
                case 2: unit.AddRange([5, (byte)dice.Roll(0x80)]); break;
                case 3: unit.AddRange([9, (byte)dice.Roll(40), 0]); break;
                case 4: unit.Add(dice.Pick<byte>(1, 6, 7, 8, 10, 11)); break;
                default: unit.Add((byte)dice.Between(OpcodeBase, 255)); break;
            }
        }

        unit.AddRange([2, (byte)dice.Roll(0x80), 0, 1, 1]);
    }
}
