using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Krait.Wasm.Tests.Suite;

// The one list of what does not run of the official suite, on either back end: commands that need a feature which the validator
// refuses by name, counted for each feature and file. A file that has fewer of them, or more, fails the suite's test, so the
// list shrinks in the change that closes a gap. Nothing else is excused: no answer of a supported instruction differs, the
// quieting of signalling NaNs included.
internal static class KnownGaps
{
    private sealed record Row(string File, WasmFeatures Missing, int Commands);

    private static readonly ILookup<string, Row> s_rows = ((Row[])
    [
        .. Group(
            WasmFeatures.FunctionReferences,
            """
            br_if.wast 1, br_on_cast.wast 1, br_on_cast_fail.wast 1, br_on_non_null.wast 12, br_on_null.wast 10
            br_table.wast 162, call_ref.wast 35, elem.wast 17, func.wast 1, global.wast 7, instance.wast 6
            linking.wast 43, local_init.wast 10, local_tee.wast 1, ref.wast 1, ref_as_non_null.wast 7
            ref_eq.wast 2, ref_is_null.wast 20, return_call_ref.wast 51, select.wast 1, table-sub.wast 1
            table.wast 22, try_table.wast 8, type-equivalence.wast 12, type-rec.wast 2
            unreached-invalid.wast 3, unreached-valid.wast 11
            """),
        .. Group(
            WasmFeatures.GarbageCollection,
            """
            array.wast 54, array_copy.wast 35, array_fill.wast 30, array_init_data.wast 46
            array_init_elem.wast 36, array_new_data.wast 28, array_new_elem.wast 24, br_on_cast.wast 36
            br_on_cast_fail.wast 36, extern.wast 18, i31.wast 71, ref_cast.wast 45, ref_eq.wast 87
            ref_null.wast 34, ref_test.wast 71, struct.wast 29, table_init.wast 2, table_init64.wast 2
            tag.wast 5, type-canon.wast 2, type-equivalence.wast 18, type-rec.wast 25, type-subtyping.wast 130
            """),
        .. Group(
            WasmFeatures.Memory64,
            """
            address64.wast 242, align64.wast 111, binary_leb128_64.wast 2, bulk64.wast 70
            call_indirect64.wast 2, endianness64.wast 69, float_memory64.wast 90, load64.wast 84
            memory64-imports.wast 70, memory64.wast 59, memory_copy64.wast 586, memory_fill64.wast 99
            memory_grow64.wast 49, memory_init64.wast 248, memory_redundancy64.wast 8, memory_trap64.wast 172
            table64.wast 13, table_copy64.wast 44, table_copy_mixed.wast 4, table_fill64.wast 71
            table_get64.wast 11, table_grow64.wast 22, table_init64.wast 96, table_set64.wast 19
            table_size64.wast 37
            """),
        .. Group(
            WasmFeatures.MultiMemory,
            """
            address0.wast 92, address1.wast 127, align0.wast 5, binary0.wast 5, data0.wast 2, data1.wast 13
            data_drop0.wast 11, exports0.wast 4, float_exprs0.wast 14, float_exprs1.wast 3
            float_memory0.wast 30, imports0.wast 8, imports1.wast 5, imports2.wast 12, imports3.wast 10
            imports4.wast 16, instance.wast 15, linking0.wast 3, linking1.wast 14, linking2.wast 11
            linking3.wast 9, load0.wast 3, load1.wast 16, load2.wast 38, memory-multi.wast 6
            memory_copy0.wast 29, memory_copy1.wast 14, memory_fill0.wast 16, memory_grow.wast 51
            memory_init0.wast 13, memory_size0.wast 8, memory_size1.wast 15, memory_size2.wast 21
            memory_size3.wast 2, memory_size_import.wast 7, memory_trap0.wast 14, memory_trap1.wast 168
            proposals/threads/imports.wast 3, proposals/threads/memory.wast 2, simd_memory-multi.wast 1
            start0.wast 9, store0.wast 5, store1.wast 5, store2.wast 23, traps0.wast 15
            """),
        .. Group(
            WasmFeatures.RelaxedSimd,
            """
            i16x8_relaxed_q15mulr_s.wast 3, i32x4_relaxed_trunc.wast 1, i8x16_relaxed_swizzle.wast 6
            relaxed_dot_product.wast 11, relaxed_laneselect.wast 12, relaxed_madd_nmadd.wast 19
            relaxed_min_max.wast 25
            """),
        .. Group(
            WasmFeatures.Threads,
            """
            proposals/threads/atomic.wast 297, proposals/threads/exports.wast 6
            proposals/threads/imports.wast 3, proposals/threads/memory.wast 3
            """),
    ]).ToLookup(row => row.File, StringComparer.Ordinal);

    private static readonly HashSet<string> s_outdated =
    [
        "proposals/threads/imports.wast:309", "proposals/threads/imports.wast:313", "proposals/threads/imports.wast:317",
        "proposals/threads/memory.wast:83", "proposals/threads/memory.wast:87", "proposals/threads/memory.wast:91",
    ];

    /// <summary>All files with a gap.</summary>
    public static IEnumerable<string> Files => s_rows.Select(rows => rows.Key);

    /// <summary>The features that commands of a file need and that are not there.</summary>
    public static WasmFeatures MissingIn(string file) => s_rows[file].Aggregate(WasmFeatures.None, (features, row) => features | row.Missing);

    /// <summary>How many commands of a file need each of them.</summary>
    public static IReadOnlyDictionary<WasmFeatures, int> CommandsIn(string file) =>
        s_rows[file].ToDictionary(row => row.Missing, row => row.Commands);

    // Commands whose expectation later editions of the specification turned around: the threads proposal was written before
    // several tables and 64-bit limits. Krait follows the later edition.
    public static bool IsOutdated(string place) => s_outdated.Contains(place);

    private static IEnumerable<Row> Group(WasmFeatures missing, string files)
    {
        foreach (string file in files.Split((char[])[',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = file.Split(' ');
            yield return new Row(parts[0], missing, int.Parse(parts[1], CultureInfo.InvariantCulture));
        }
    }
}
