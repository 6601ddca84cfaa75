using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Bytes that claim what is not there, in the hope that somebody reserves memory for it or never comes to an end.</summary>
internal static class AttackBinaries
{
    public static Dictionary<string, Func<int[], object>> All { get; } = new()
    {
        // A section of that number which claims so many items and holds two bytes.
        ["count"] = n => Module(section => section.Section((byte)n[0], new BinaryDraft().U32((uint)n[1]).Bytes(0, 0))),

        // A number that never ends.
        ["endless-number"] = n => Module(section => section.Section(1, new BinaryDraft().Bytes([.. Enumerable.Repeat((byte)0x80, n[0])]))),

        // A section longer than the file.
        ["section-size"] = n => Module(section => section.Bytes((byte)n[0]).U32(uint.MaxValue).Bytes(0)),

        // Sections of nothing.
        ["empty-sections"] = n => Module(section => section.Bytes(new byte[n[0]])),

        // A name of an export that is no UTF-8, and one that is longer than the file.
        ["bad-name"] = _ => Module(section => section.Section(7, new BinaryDraft().U32(1).Sized([0xC0, 0x80]).Bytes(3, 0))),
        ["long-name"] = _ => Module(section => section.Section(2, new BinaryDraft().U32(1).U32(uint.MaxValue).Bytes(0, 0, 0))),

        // Bodies: as many locals as a number can say, in one run and in many; a body longer than the file.
        ["local-run"] = _ => Body(body => body.U32(1).U32(uint.MaxValue).Bytes(0x7F, 0x0B)),
        ["local-runs"] = n => Body(body =>
        {
            body.U32((uint)n[0]);
            for (int i = 0; i < n[0]; i++)
                body.U32(0xFFFFFFFF).Bytes(0x7F);
            body.Bytes(0x0B);
        }),
        ["body-size"] = _ => Module(section => OneType(section).Section(10, new BinaryDraft().U32(1).U32(uint.MaxValue).Bytes(0, 0x0B))),

        // A br_table, a select and a try_table whose lists are longer than the file.
        ["branch-table-count"] = _ => Body(body => body.Bytes(0, 0x41, 0, 0x0E).U32(uint.MaxValue).Bytes(0, 0x0B)),
        ["select-count"] = _ => Body(body => body.Bytes(0, 0x1C).U32(uint.MaxValue).Bytes(0x7F, 0x0B)),
        ["catch-count"] = _ => Body(body => body.Bytes(0, 0x1F, 0x40).U32(uint.MaxValue).Bytes(0, 0x0B)),

        // Code that ends in the middle, and code that goes on after its end.
        ["no-end"] = n => Body(body => body.Bytes(0).Bytes([.. Enumerable.Repeat((byte)0x02, n[0]).SelectMany(op => new[] { op, (byte)0x40 })])),
        ["after-end"] = n => Body(body => body.Bytes(0).Bytes([.. Enumerable.Repeat((byte)0x0B, n[0])])),

        // Types that are functions of as many parameters as a number can say.
        ["parameter-count"] = _ => Module(section => section.Section(1, new BinaryDraft().U32(1).Bytes(0x60).U32(uint.MaxValue).Bytes(0x7F, 0))),
    };

    private static byte[] Module(Func<BinaryDraft, BinaryDraft> write) => write(new BinaryDraft().Preamble()).ToArray();

    private static BinaryDraft OneType(BinaryDraft draft) => draft.Section(1, new BinaryDraft().Bytes(1, 0x60, 0, 0)).Section(3, new BinaryDraft().Bytes(1, 0));

    private static byte[] Body(Action<BinaryDraft> write)
    {
        BinaryDraft body = new();
        write(body);
        return Module(section => OneType(section).Section(10, new BinaryDraft().U32(1).Sized(body.ToArray())));
    }
}
