using System;
using System.Collections.Generic;
using System.Linq;

namespace Krait.Wasm.Tests.Suite;

// Files of the official suite that hold modules with features the validator refuses by name. Every failure in such a file
// must be exactly that; a row whose file passes, or whose feature does not show, fails the suite's test.
internal static class KnownGaps
{
    public sealed record Row(string File, WasmFeatures Missing);

    private static readonly Dictionary<string, Row> s_rows = ((Row[])
    [
        .. Group(
            WasmFeatures.FunctionReferences,
            """
            br_if.wast br_on_non_null.wast br_on_null.wast br_table.wast call_ref.wast elem.wast func.wast global.wast
            linking.wast local_init.wast local_tee.wast ref.wast ref_as_non_null.wast ref_is_null.wast
            return_call_ref.wast select.wast table-sub.wast table.wast try_table.wast unreached-invalid.wast unreached-valid.wast
            """),
        .. Group(
            WasmFeatures.FunctionReferences | WasmFeatures.GarbageCollection,
            """
            br_on_cast.wast br_on_cast_fail.wast ref_eq.wast type-equivalence.wast type-rec.wast
            """),
        .. Group(
            WasmFeatures.FunctionReferences | WasmFeatures.MultiMemory,
            """
            instance.wast
            """),
        .. Group(
            WasmFeatures.GarbageCollection,
            """
            array.wast array_copy.wast array_fill.wast array_init_data.wast array_init_elem.wast array_new_data.wast
            array_new_elem.wast extern.wast i31.wast ref_cast.wast ref_null.wast ref_test.wast struct.wast table_init.wast
            tag.wast type-canon.wast type-subtyping.wast
            """),
        .. Group(
            WasmFeatures.GarbageCollection | WasmFeatures.Memory64,
            """
            table_init64.wast
            """),
        .. Group(
            WasmFeatures.Memory64,
            """
            address64.wast align64.wast binary_leb128_64.wast bulk64.wast call_indirect64.wast endianness64.wast
            float_memory64.wast load64.wast memory64-imports.wast memory64.wast memory_copy64.wast memory_fill64.wast
            memory_grow64.wast memory_init64.wast memory_redundancy64.wast memory_trap64.wast table64.wast
            table_copy64.wast table_copy_mixed.wast table_fill64.wast table_get64.wast table_grow64.wast table_set64.wast
            table_size64.wast
            """),
        .. Group(
            WasmFeatures.MultiMemory,
            """
            address0.wast address1.wast align0.wast binary0.wast data0.wast data1.wast data_drop0.wast exports0.wast
            float_exprs0.wast float_exprs1.wast float_memory0.wast imports0.wast imports1.wast imports2.wast imports3.wast
            imports4.wast linking0.wast linking1.wast linking2.wast linking3.wast load0.wast load1.wast load2.wast
            memory-multi.wast memory_copy0.wast memory_copy1.wast memory_fill0.wast memory_grow.wast memory_init0.wast
            memory_size0.wast memory_size1.wast memory_size2.wast memory_size3.wast memory_size_import.wast
            memory_trap0.wast memory_trap1.wast simd_memory-multi.wast start0.wast store0.wast store1.wast store2.wast
            traps0.wast
            """),
        .. Group(
            WasmFeatures.MultiMemory | WasmFeatures.Threads,
            """
            proposals/threads/imports.wast proposals/threads/memory.wast
            """),
        .. Group(
            WasmFeatures.RelaxedSimd,
            """
            i16x8_relaxed_q15mulr_s.wast i32x4_relaxed_trunc.wast i8x16_relaxed_swizzle.wast relaxed_dot_product.wast
            relaxed_laneselect.wast relaxed_madd_nmadd.wast relaxed_min_max.wast
            """),
        .. Group(
            WasmFeatures.Threads,
            """
            proposals/threads/atomic.wast proposals/threads/exports.wast
            """),
    ]).ToDictionary(row => row.File, StringComparer.Ordinal);

    private static readonly HashSet<string> s_outdated =
    [
        "proposals/threads/imports.wast:309", "proposals/threads/imports.wast:313", "proposals/threads/imports.wast:317",
        "proposals/threads/memory.wast:83", "proposals/threads/memory.wast:87", "proposals/threads/memory.wast:91",
    ];

    public static Row? Find(string file) => s_rows.GetValueOrDefault(file);

    // Commands whose expectation later editions of the specification turned around: the threads proposal was written before
    // several tables and 64-bit limits. Krait follows the later edition.
    public static bool IsOutdated(string place) => s_outdated.Contains(place);

    private static IEnumerable<Row> Group(WasmFeatures missing, string files) =>
        files.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(file => new Row(file, missing));
}
