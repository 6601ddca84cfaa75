using System;
using System.Linq;

namespace Krait.Wasm.Tests.Binary;

// Random damage, always the same: whatever comes out is a module or a clear refusal, never a crash or a hang.
public sealed class MutationTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void SurvivesDamagedBytes()
    {
        var original = ModuleEncoder.Encode(TextParser.Parse(RichText));
        UseAll(original);
        Random random = new(42);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
            var error = Record.Exception(() => UseAll(bytes));
            Assert.True(error is null or KraitException, $"round {round}, {Convert.ToHexString(bytes)}: {error}");
            accepted += error is null ? 1 : 0;
        }

        Assert.InRange(accepted, 100, Rounds - 1000);
    }

    [Fact]
    public void SurvivesDamagedText()
    {
        const string characters = "()\"$;0x.-_ \nazi32&\\";
        Random random = new(43);
        for (var round = 0; round < Rounds; round++)
        {
            var text = RichText.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                text[random.Next(text.Length)] = characters[random.Next(characters.Length)];
            var error = Record.Exception(() => ModuleValidator.Validate(TextParser.Parse(new string(text))));
            Assert.True(error is null or KraitException, $"round {round}, {new string(text)}: {error}");
        }
    }

    private const string RichText =
        """
        (module $rich
          (type $t (func (param i32 i64) (result f32)))
          (import "env" "f" (func $f (type $t)))
          (import "env" "g" (global $g i32))
          (table $tab 2 4 funcref)
          (memory $mem 1 2)
          (global $h (mut f64) (f64.const 0x1.8p3))
          (export "run" (func $run))
          (elem (table $tab) (offset (i32.const 0)) func $f $run)
          (elem $passive funcref (ref.null func) (ref.func $run))
          (data (offset (global.get $g)) "text\00\ff")
          (data $later "later")
          (func $run (param $a i32) (param $b i64) (result f32) (local $x f32) (local i32 i32)
            (block $out (result f32)
              (loop $again
                (br_if $again (local.get $a))
                (br_table $again 0 $again (local.get $a)))
              (if (result f32) (i32.eqz (local.get $a))
                (then (call $f (local.get $a) (local.get $b)))
                (else (call_indirect $tab (type $t) (i32.const 1) (i64.const -1) (i32.const 0)))))
            (memory.init $later (i32.const 0) (i32.const 0) (i32.const 5))
            (i64.store16 offset=8 (i32.const 4) (i64.extend_i32_u (i32.load8_u (i32.const 1))))
            (drop (i32.trunc_sat_f64_u (global.get $h)))))
        """;

    private static void UseAll(byte[] bytes)
    {
        var module = ModuleDecoder.Decode(bytes);
        ModuleEncoder.Encode(module);
        ModuleSections.Measure(bytes);
        ModuleValidator.Validate(module);
        TextParser.Parse(ModulePrinter.Print(module));
    }
}
