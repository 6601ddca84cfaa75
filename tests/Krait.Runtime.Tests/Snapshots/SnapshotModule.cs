using System;

namespace Krait.Runtime.Tests.Snapshots;

/// <summary>One of everything that a snapshot holds, and functions that look at it and change it.</summary>
internal static class SnapshotModule
{
    public const string Text = """
        (module
          (import "host" "tick" (func $tick (result i32)))
          (memory (export "memory") 2 10)
          (table $t (export "table") 4 20 funcref)
          (table $other (export "other") 2 externref)
          (global $i (export "i") (mut i32) (i32.const 1))
          (global $l (mut i64) (i64.const 2))
          (global $d (mut f64) (f64.const 3))
          (global $v (mut v128) (v128.const i64x2 4 5))
          (global $f (mut funcref) (ref.func $one))
          (global $n (mut externref) (ref.null extern))
          (type $int (func (result i32)))
          (elem $e func $one $two)
          (elem (table $t) (i32.const 0) func $one)
          (elem declare func $tick)
          (data $d1 "passive bytes")
          (data (i32.const 100000) "active bytes")
          (func $one (export "one") (result i32) (i32.const 1))
          (func $two (result i32) (i32.const 2))
          (func (export "change")
            (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
            (i32.store (i32.const 131068) (i32.const 77))
            (global.set $i (i32.add (global.get $i) (i32.const 10)))
            (global.set $l (i64.add (global.get $l) (i64.const 10)))
            (global.set $d (f64.add (global.get $d) (f64.const 10)))
            (global.set $v (i64x2.add (global.get $v) (v128.const i64x2 10 10)))
            (global.set $f (ref.func $two))
            (table.set $t (i32.const 3) (ref.func $two))
            (table.set $t (i32.const 2) (ref.func $tick)))
          (func (export "grow") (result i32)
            (drop (table.grow $t (ref.func $two) (i32.const 3)))
            (drop (memory.grow (i32.const 2)))
            (i32.store (i32.const 200000) (i32.const 5))
            (memory.size))
          (func (export "copy_data") (memory.init $d1 (i32.const 0) (i32.const 0) (i32.const 7)))
          (func (export "drop") (data.drop $d1) (elem.drop $e))
          (func (export "copy_elements") (table.init $t $e (i32.const 0) (i32.const 0) (i32.const 2)))
          (func (export "call") (param i32) (result i32) (call_indirect $t (type $int) (local.get 0)))
          (func (export "held") (result i32)
            (table.set $t (i32.const 1) (global.get $f))
            (call_indirect $t (type $int) (i32.const 1)))
          (func (export "state") (result i32 i64 f64 i64 i32 i32 i32 i32)
            (global.get $i) (global.get $l) (global.get $d) (i64x2.extract_lane 1 (global.get $v))
            (i32.load (i32.const 8)) (i32.load (i32.const 131068)) (memory.size) (table.size $t))
          (func (export "far") (result i32) (i32.load (i32.const 200000)))
          (func (export "keep") (param externref) (table.set $other (i32.const 0) (local.get 0)))
          (func (export "spin") (loop $l (br $l)))
          (func (export "fail") (i32.store (i32.const 16) (i32.const 99)) unreachable))
        """;

    /// <summary>Every value that <c>change</c> and <c>grow</c> change, as text.</summary>
    public static string State(Instance instance) => string.Join(' ', instance.GetFunction("state").Invoke());

    /// <summary>Calls a function that gives an i32.</summary>
    public static int Call(Instance instance, string name, params ReadOnlySpan<Value> arguments) => instance.GetFunction(name).Invoke(arguments)[0].AsInt32();
}
