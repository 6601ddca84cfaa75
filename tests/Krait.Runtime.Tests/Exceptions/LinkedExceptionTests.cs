using System.Linq;
using Krait.Testing;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Exceptions;

// Exceptions that pass from one instance into another.
public sealed class LinkedExceptionTests
{
    private const string Library = """
        (module
          (tag $t (export "t") (param i32 i64))
          (tag $other (export "other") (param i32 i64))
          (func $throws (export "throws") (param i32 i64) (throw $t (local.get 0) (local.get 1)))
          (func (export "throws other") (param i32 i64) (throw $other (local.get 0) (local.get 1)))
          (func (export "rethrows") (param exnref) (throw_ref (local.get 0)))
          (func (export "reference") (param i32 i64) (result exnref)
            (block (result exnref)
              (try_table (catch_all_ref 0) (call $throws (local.get 0) (local.get 1)))
              unreachable)))
        """;

    private const string Imports = """
        (import "lib" "t" (tag $t (param i32 i64)))
        (import "lib" "throws" (func $throws (param i32 i64)))
        (import "lib" "throws other" (func $throws_other (param i32 i64)))
        (import "lib" "rethrows" (func $rethrows (param exnref)))
        (import "lib" "reference" (func $reference (param i32 i64) (result exnref)))
        """;

    private static readonly Engine s_engine = TestEngine.New();

    [Fact]
    public void AnImportedTagCatchesWhatItsOwnerThrows()
    {
        using Instance user = Link($$"""
            (module {{Imports}}
              (func (export "table") (result i32 i64)
                (block (result i32 i64)
                  (try_table (catch $t 0) (call $throws (i32.const 3) (i64.const 4)))
                  unreachable))
              (func (export "legacy") (result i32 i64)
                try (result i32 i64)
                  (call $throws (i32.const 5) (i64.const 6)) unreachable
                catch $t
                end))
            """);
        Assert.Equal([3, 4L], user.GetFunction("table").Invoke());
        Assert.Equal([5, 6L], user.GetFunction("legacy").Invoke());
    }

    [Fact]
    public void TagsOfTheSameNameAndTypeDiffer()
    {
        // The user's own tag has the name and type of the library's, and another instance of the library has yet another.
        using Instance user = Link($$"""
            (module {{Imports}}
              (tag $mine (export "t") (param i32 i64))
              (func (export "table") (result i32 i64)
                (block $theirs (result i32 i64)
                  (block $mine (result i32 i64)
                    (try_table (catch $mine $mine) (catch $t $theirs) (call $throws (i32.const 3) (i64.const 4)))
                    unreachable)
                  drop drop (i32.const 0) (i64.const 0)))
              (func (export "legacy") (result i32 i64)
                try (result i32 i64)
                  (call $throws (i32.const 5) (i64.const 6)) unreachable
                catch $mine
                  drop drop (i32.const 0) (i64.const 0)
                catch $t
                end)
              (func (export "not caught")
                (block (result i32 i64)
                  (try_table (catch $mine 0) (catch $t 0) (call $throws_other (i32.const 7) (i64.const 8)))
                  (i32.const 0) (i64.const 0))
                drop drop))
            """);
        using Instance otherLibrary = Wat.Instantiate(s_engine, Library);
        Assert.Equal([3, 4L], user.GetFunction("table").Invoke());
        Assert.Equal([5, 6L], user.GetFunction("legacy").Invoke());
        GuestException error = Assert.Throws<GuestException>(() => user.GetFunction("not caught").Invoke());
        Assert.NotSame(user.GetTag("t"), error.Tag);
        Assert.NotSame(otherLibrary.GetTag("other"), error.Tag);
        Assert.Equal([7, 8L], error.Values);
        Assert.Equal(["throws other", "not caught"], error.Frames.Select(frame => frame.FunctionName));
    }

    [Fact]
    public void AnExceptionReferenceWorksInEveryInstance()
    {
        using Instance user = Link($$"""
            (module {{Imports}}
              (func (export "theirs") (param i32 i64) (result i32 i64)
                (block (result i32 i64)
                  (try_table (catch $t 0) (throw_ref (call $reference (local.get 0) (local.get 1))))
                  unreachable))
              (func (export "ours") (param i32 i64) (result i32 i64) (local exnref)
                (block (result exnref)
                  (try_table (catch_all_ref 0) (call $throws (local.get 0) (local.get 1)))
                  unreachable)
                local.set 2
                (block (result i32 i64)
                  (try_table (catch $t 0) (call $rethrows (local.get 2)))
                  unreachable)))
            """);
        Assert.Equal([1, 2L], user.GetFunction("theirs").Invoke(1, 2L));
        Assert.Equal([3, 4L], user.GetFunction("ours").Invoke(3, 4L));
    }

    [Fact]
    public void AnExceptionPassesInstancesThatDoNotKnowItsTag()
    {
        Linker linker = new(s_engine);
        using Instance library = Wat.Instantiate(linker, Library);
        linker.DefineInstance("lib", library);
        using Instance middle = Wat.Instantiate(linker, """
            (module
              (import "lib" "throws" (func $throws (param i32 i64)))
              (tag $unknown)
              (global $passed (export "passed") (mut i32) (i32.const 0))
              (func (export "passes") (param i32 i64)
                try
                  (call $throws (local.get 0) (local.get 1))
                catch $unknown
                  (global.set $passed (i32.const 1))
                end)
              (func (export "looks") (param i32 i64)
                try
                  (call $throws (local.get 0) (local.get 1))
                catch_all
                  (global.set $passed (i32.add (global.get $passed) (i32.const 10)))
                  rethrow 0
                end))
            """);
        linker.DefineInstance("middle", middle);
        using Instance outer = Wat.Instantiate(linker, """
            (module
              (import "lib" "t" (tag $t (param i32 i64)))
              (import "middle" "passes" (func $passes (param i32 i64)))
              (import "middle" "looks" (func $looks (param i32 i64)))
              (func (export "passes") (result i32 i64)
                (block (result i32 i64) (try_table (catch $t 0) (call $passes (i32.const 1) (i64.const 2))) unreachable))
              (func (export "looks") (result i32 i64)
                (block (result i32 i64) (try_table (catch $t 0) (call $looks (i32.const 3) (i64.const 4))) unreachable)))
            """);
        Assert.Equal([1, 2L], outer.GetFunction("passes").Invoke());
        Assert.Equal(0, middle.GetGlobal("passed").GetValue().AsInt32());
        Assert.Equal([3, 4L], outer.GetFunction("looks").Invoke());
        Assert.Equal(10, middle.GetGlobal("passed").GetValue().AsInt32());
    }

    [Fact]
    public void ATagOfTheHostServesInstancesThatAreNotLinked()
    {
        Tag tag = new(new FunctionType([ValueType.I32], []));
        Linker linker = new Linker(s_engine).DefineTag("host", "t", tag);
        const string text = """
            (module
              (import "host" "t" (tag $t (param i32)))
              (func (export "throws") (param i32) (throw $t (local.get 0))))
            """;
        using Instance first = Wat.Instantiate(linker, text);
        using Instance second = Wat.Instantiate(linker, text);
        foreach (Instance instance in (Instance[])[first, second])
        {
            GuestException error = Assert.Throws<GuestException>(() => instance.GetFunction("throws").Invoke(9));
            Assert.Same(tag, error.Tag);
            Assert.Equal([9], error.Values);
        }
    }

    [Fact]
    public void AnIndirectCallThrowsIntoTheCallersInstance()
    {
        Linker linker = new(s_engine);
        using Instance library = Wat.Instantiate(linker, Library);
        linker.DefineInstance("lib", library);
        using Instance user = Wat.Instantiate(linker, $$"""
            (module {{Imports}}
              (type $f (func (param i32 i64)))
              (table funcref (elem $throws $throws_other))
              (func (export "call") (param i32) (result i32 i64)
                (block (result i32 i64)
                  (try_table (catch $t 0) (call_indirect (type $f) (i32.const 3) (i64.const 4) (local.get 0)))
                  unreachable)))
            """);
        Assert.Equal([3, 4L], user.GetFunction("call").Invoke(0));
        GuestException error = Assert.Throws<GuestException>(() => user.GetFunction("call").Invoke(1));
        Assert.Same(library.GetTag("other"), error.Tag);
    }

    private static Instance Link(string text)
    {
        Linker linker = new(s_engine);
        linker.DefineInstance("lib", Wat.Instantiate(linker, Library));
        return Wat.Instantiate(linker, text);
    }
}
