using System.Linq;
using System.Text;
using Krait.Runtime.Splitting;
using Krait.Runtime.Tests.Exceptions;

namespace Krait.Runtime.Tests.Splitting;

// Throws, handlers and delegations whose two ends are in different methods of one function, or in the same part, at several sizes of
// parts. LARGE is code that is heavier than a part, so that what holds it is cut; SMALL fits into one. Both change $x, and the
// functions note in $log what they pass.
public sealed class SplitExceptionTests
{
    private const int FillWeight = 9;

    private static readonly string[] s_functions =
    [
        // The try around the rethrow is in a part, the handler whose exception it throws is not.
        """
        try
          (throw $t (i32.const 3))
        catch $t
          drop
          (call $note (i64.const 1)) drop
          try
            try
              SMALL
              rethrow 2
            catch $t
              i64.extend_i32_u
              call $note
              drop
            end
            (call $note (i64.const 2)) drop
          catch_all
            (call $note (i64.const 9)) drop
          end
          LARGE
        end
        """,
        // The same without a try, and with one that wants another tag.
        """
        try
          try
            (throw $t (i32.const 4))
          catch_all
            (call $note (i64.const 1)) drop
            LARGE
            block
              SMALL
              (br_if 0 (i32.eqz (local.get $n)))
              rethrow 1
            end
            try
              SMALL
              rethrow 1
            catch $u
              (call $note (i64.const 9)) drop
            end
            LARGE
          end
        catch $t
          i64.extend_i32_u
          call $note
          drop
        end
        """,
        // Two handlers around one part, either of which may be thrown again.
        """
        try
          (throw $t (i32.const 5))
        catch $t
          drop
          try
            (throw $t (i32.const 6))
          catch $t
            drop
            LARGE
            try
              SMALL
              local.get $n
              if
                rethrow 2
              end
              SMALL
              rethrow 1
            catch $t
              i64.extend_i32_u
              call $note
              drop
            end
            LARGE
          end
        end
        """,
        // Delegated past a try in the part, a try around it, and to the caller.
        """
        try $out
          try
            LARGE
            try
              SMALL
              try
                (throw $t (i32.const 7))
              delegate $out
            catch_all
              (call $note (i64.const 9)) drop
            end
            LARGE
          catch_all
            (call $note (i64.const 9)) drop
          end
        catch $t
          i64.extend_i32_u
          call $note
          drop
        end
        LARGE
        try
          LARGE
          try
            SMALL
            (if (local.get $n) (then (throw $t (i32.const 8))))
          delegate 1
        catch_all
          (call $note (i64.const 9)) drop
        end
        """,
        // A handler outside of the part reads what the part wrote before it threw.
        """
        try
          LARGE
          block
            SMALL
            (local.set $log (i64.add (local.get $log) (local.get $x)))
            (call $maybe (local.get $n))
            (local.set $log (i64.add (local.get $log) (i64.const 1)))
            (call $maybe (i32.const 1))
            (local.set $log (i64.const 9))
          end
          LARGE
        catch $t
          i64.extend_i32_u
          (local.set $log (i64.add (local.get $log)))
        end
        """,
        // The other form: a reference caught around the part is thrown in a try of the part.
        """
        block $done
          block $any (result exnref)
            try_table (catch_all_ref $any)
              LARGE
              (throw $t (i32.const 3))
            end
            unreachable
          end
          local.set $e
          LARGE
          block $mine (result i32)
            try_table (catch $t $mine)
              SMALL
              (throw_ref (local.get $e))
            end
            br $done
          end
          i64.extend_i32_u
          call $note
          drop
          LARGE
        end
        """,
        // Ways out of a part whose try they leave: branches, a tail call, a return.
        """
        block $away
          try
            LARGE
            try
              SMALL
              (br_if $away (local.get $n))
              (local.set $log (i64.add (local.get $log) (local.get $x)))
              (return_call $last (local.get $log))
            catch_all
              (call $note (i64.const 9)) drop
            end
            LARGE
          catch_all
            (call $note (i64.const 9)) drop
          end
        end
        try
          LARGE
          try
            SMALL
            (return (i64.add (local.get $log) (local.get $x)))
          catch_all
          end
          LARGE
        catch_all
        end
        """,
    ];

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 40)]
    [InlineData(1, 150)]
    [InlineData(1, 600)]
    [InlineData(1, 2_500)]
    [InlineData(12_000, 5_000)]
    public void ExceptionsOfFunctionsInPartsAreCaughtWhereTheyAreInOneMethod(int whole, int part)
    {
        MethodSizes sizes = new(whole, part);
        string text = Module(small: part / 4 / FillWeight, large: 1 + (part * 5 / 4 / FillWeight));
        Assert.Equal(Outcomes(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true }, text), Outcomes(new EngineOptions { MethodSizes = sizes, MeterFuel = true }, text));
        Assert.Equal(Outcomes(new EngineOptions { LargeFunctions = LargeFunctions.Whole }, text), Outcomes(new EngineOptions { MethodSizes = sizes }, text));
    }

    // The result or what left the function, with the calls that it came from, and the fuel.
    private static string[] Outcomes(EngineOptions options, string text)
    {
        using Engine engine = new(options);
        using Instance instance = Wat.Instantiate(engine, text);
        instance.SetLimits(CallLimits.Default with { Fuel = options.MeterFuel ? long.MaxValue : null });
        return [.. s_functions.Select((_, i) => Outcome(instance, i, 0)), .. s_functions.Select((_, i) => Outcome(instance, i, 1))];
    }

    private static string Outcome(Instance instance, int function, int n)
    {
        string result;
        try
        {
            result = instance.GetFunction("f" + function).Invoke(n)[0].ToString();
        }
        catch (GuestException exception)
        {
            result = exception.Message + string.Concat(exception.Frames.Select(frame => $" in {frame.FunctionIndex}"));
        }

        return $"f{function}({n}): {result}; {instance.FuelUsed}";
    }

    private static string Module(int small, int large)
    {
        StringBuilder text = new("""
            (module
              (tag $t (param i32))
              (tag $u)
              (global $notes (mut i64) (i64.const 0))
              (func $note (param i64) (result i64)
                (global.set $notes (i64.add (i64.mul (global.get $notes) (i64.const 10)) (local.get 0)))
                (global.get $notes))
              (func $maybe (param i32)
                (if (local.get 0) (then (throw $t (local.get 0)))))
              (func $last (param i64) (result i64)
                (drop (call $note (i64.const 7)))
                (if (i64.eqz (local.get 0)) (then (throw $u)))
                (local.get 0))

            """);
        string smallFill = Fill(small);
        string largeFill = Fill(large);
        for (int i = 0; i < s_functions.Length; i++)
        {
            text.Append($"""(func (export "f{i}") (param $n i32) (result i64) (local $x i64) (local $log i64) (local $e exnref)""").Append('\n');
            text.Append("(global.set $notes (i64.const 0))\n(local.set $x (i64.extend_i32_u (local.get $n)))\n");
            text.Append(s_functions[i].Replace("SMALL", smallFill).Replace("LARGE", largeFill));
            text.Append("\n(i64.add (i64.add (local.get $x) (local.get $log)) (i64.mul (global.get $notes) (i64.const 1000003))))\n");
        }

        return text.Append(')').ToString();
    }

    private static string Fill(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"(local.set $x (i64.add (i64.mul (local.get $x) (i64.const 31)) (i64.const {i % 7})))\n"));
}
