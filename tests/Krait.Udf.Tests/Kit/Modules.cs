namespace Krait.Udf.Tests.Kit;

/// <summary>WebAssembly text that several tests use.</summary>
internal static class Modules
{
    /// <summary>Always true.</summary>
    public const string Yes = """(module (func (export "filter") (result i32) (i32.const 1)))""";

    /// <summary>Never ends.</summary>
    public const string Loop = """(module (func (export "filter") (result i32) (loop $again (br $again)) (i32.const 1)))""";

    /// <summary>Calls itself for ever.</summary>
    public const string Recursion = """(module (func $again (export "filter") (result i32) (i32.add (call $again) (i32.const 1))))""";

    /// <summary>Counts its calls in a global.</summary>
    public const string Counter = """
        (module
          (global $calls (mut i64) (i64.const 0))
          (func (export "score") (result i64)
            (global.set $calls (i64.add (global.get $calls) (i64.const 1)))
            (global.get $calls)))
        """;

    /// <summary>Divides the field a by the field b.</summary>
    public const string Divide = """
        (module
          (import "env" "get_field_i64" (func $field (param i64 i32 i32) (result i64)))
          (memory (export "memory") 1)
          (data (i32.const 0) "ab")
          (func $divide (export "score") (param $document i64) (result i64)
            (i64.div_s
              (call $field (local.get $document) (i32.const 0) (i32.const 1))
              (call $field (local.get $document) (i32.const 1) (i32.const 1)))))
        """;
}
