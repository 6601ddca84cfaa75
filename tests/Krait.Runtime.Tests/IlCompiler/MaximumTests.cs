using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Krait.Testing;

namespace Krait.Runtime.Tests.IlCompiler;

// An access whose address cannot be large is not checked. Random expressions give addresses on both sides of the memory's end, and
// flow through locals, blocks, loops and arms; the interpreter, which checks each access, says what has to come out.
public class MaximumTests
{
    private static readonly string[] s_masks = ["1", "3", "255", "256", "4095", "32767", "32768", "65535", "65536", "131071", "131072", "-1"];
    private static readonly string[] s_offsets = ["", "offset=1", "offset=255", "offset=32768", "offset=65532", "offset=65535", "offset=65536", "offset=4294967295"];
    private static readonly string[] s_operations = ["and", "and", "and", "or", "xor", "add", "add", "mul", "shl", "shr_u", "shr_s", "sub", "eq", "lt_u", "rotl"];
    private static readonly int[] s_arguments = [0, 1, 7, 255, 65_535, 65_536, -1, int.MinValue, 123_456_789];

    [Fact]
    public void AccessesDoTheSameWithAndWithoutChecks()
    {
        using Engine engine = TestEngine.New();
        using Engine judge = new(new EngineOptions { Backend = EngineBackend.Interpreter });
        Dictionary<string, int> outcomes = [];
        for (int seed = 0; seed < 600; seed++)
        {
            Random random = new(seed);
            string text = RandomModule(random);
            using Instance tested = TextModule.Instantiate(engine, text);
            using Instance judged = TextModule.Instantiate(judge, text);
            for (int call = 0; call < 8; call++)
            {
                int first = Pick(random, s_arguments);
                int second = Pick(random, s_arguments) + random.Next(3);
                string expected = Outcome(judged, "f", first, second);
                Assert.True(expected == Outcome(tested, "f", first, second), $"seed {seed}, {first}, {second}: {expected}\n{text}");
                string kind = expected[..expected.IndexOf(' ', StringComparison.Ordinal)];
                outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
            }
        }

        Assert.InRange(outcomes["result"], 800, int.MaxValue);
        Assert.InRange(outcomes["OutOfBoundsMemoryAccess"], 800, int.MaxValue);
    }

    [Fact]
    public void OperationsOfBoundedNumbersDoTheSame()
    {
        using Engine engine = TestEngine.New();
        using Engine judge = new(new EngineOptions { Backend = EngineBackend.Interpreter });
        Random random = new(1);
        foreach (string operation in s_operations.Distinct())
        {
            StringBuilder text = new("(module (memory 3)");
            foreach (string mask in s_masks)
            {
                foreach (string other in s_masks)
                {
                    text.Append(null, $"(func (export \"{mask} {other}\") (param i32 i32) (result i32) ");
                    text.Append(null, $"local.get 0 i32.const {mask} i32.and local.get 1 i32.const {other} i32.and i32.{operation} i32.load8_u)");
                }
            }

            using Instance tested = TextModule.Instantiate(engine, text.Append(')').ToString());
            using Instance judged = TextModule.Instantiate(judge, text.ToString());
            foreach (string name in tested.Module.Exports.Select(static export => export.Name))
            {
                foreach (int first in s_arguments)
                {
                    int second = random.Next(2) == 0 ? Pick(random, s_arguments) : random.Next();
                    Assert.True(Outcome(judged, name, first, second) == Outcome(tested, name, first, second), $"({first}, {second}) masked by {name}, {operation}");
                }
            }
        }
    }

    [Theory]
    [InlineData("i32.const 65535 i32.and i32.load8_u", "i32.const 65536 i32.and i32.load8_u")]
    [InlineData("i32.const 65535 i32.and i32.load8_u", "i32.const 65535 i32.and i32.load8_u offset=1")]
    [InlineData("i32.const 16 i32.shr_u i32.load8_u", "i32.const 15 i32.shr_u i32.load8_u")]
    [InlineData("i32.const 65532 i32.and i32.load", "i32.const 65533 i32.and i32.load")]
    [InlineData("i32.const 32767 i32.and local.tee 0 local.get 0 i32.add i32.load16_u", "i32.const 32767 i32.and local.tee 0 local.get 0 i32.add i32.load16_u offset=1")]
    public void TheLastByteCanBeReadAndNotTheNext(string inside, string outside)
    {
        using Engine engine = TestEngine.New();
        using Instance last = TextModule.Instantiate(engine, $"(module (memory 1) (func (export \"f\") (param i32) (result i32) local.get 0 {inside}))");
        using Instance next = TextModule.Instantiate(engine, $"(module (memory 1) (func (export \"f\") (param i32) (result i32) local.get 0 {outside}))");

        Assert.Equal([0], last.GetFunction("f").Invoke(-1));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => next.GetFunction("f").Invoke(-1)).Code);
    }

    // What a loop's parameter is at first says nothing about later rounds.
    [Fact]
    public void ALoopsParameterHasNoMaximum()
    {
        using Engine engine = TestEngine.New();
        using Instance instance = TextModule.Instantiate(engine, """
            (module (memory 1) (func (export "f") (result i32) (local i32)
                i32.const 1 local.set 0 local.get 0 i32.const 255 i32.and
                loop (param i32) (result i32)
                    local.set 0 local.get 0 i32.load8_u drop
                    local.get 0 i32.const 2 i32.mul
                    br 0
                end))
            """);

        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke()).Code);
    }

    // Locals 0 and 1 are parameters, 2 and 3 hold addresses, 4 adds up what was read, 5 counts rounds.
    private static string RandomModule(Random random)
    {
        List<string> body = [];
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
            body.Add(Statement(random, depth: 2));
        return $"""
            (module (memory 1)
                (data (i32.const 0) "\ff\01\80\7f\ff\ff\00\10")
                (func (export "f") (param i32 i32) (result i32) (local i32 i32 i32 i32)
                    {Expression(random, 2)} local.set 2 {Expression(random, 2)} local.set 3
                    loop
                        {string.Join("\n", body)}
                        {Read(random)}
                        local.get 5 i32.const 1 i32.add local.tee 5 i32.const 3 i32.lt_u br_if 0
                    end
                    local.get 4))
            """;
    }

    private static string Statement(Random random, int depth) => random.Next(depth == 0 ? 3 : 7) switch
    {
        0 => Read(random),
        1 => $"{Expression(random, 3)} local.set {random.Next(2, 4)}",
        2 => $"local.get {random.Next(4)} local.set {random.Next(2, 4)}",
        3 => $"{Expression(random, 1)} if {Statement(random, depth - 1)} else {Statement(random, depth - 1)} end",
        4 => $"block {Expression(random, 1)} br_if 0 {Statement(random, depth - 1)} end {Read(random)}",
        5 => $"{Expression(random, 2)} {Statement(random, depth - 1)} local.set {random.Next(2, 4)}",
        _ => $"{Expression(random, 2)} {Expression(random, 1)} if (param i32) (result i32) {Change(random)} else {Statement(random, depth - 1)} end local.set {random.Next(2, 4)}",
    };

    private static string Change(Random random) => $"{Expression(random, 1)} i32.{Pick(random, s_operations)}";

    private static string Read(Random random)
    {
        string address = random.Next(3) == 0 ? Expression(random, 3) : $"local.get {random.Next(2, 4)}";
        string load = Pick(random, ["i32.load8_u", "i32.load8_s", "i32.load16_u", "i32.load"]);
        return random.Next(4) == 0
            ? $"{address} local.get 4 i32.store8 {Pick(random, s_offsets)}"
            : $"{address} {load} {Pick(random, s_offsets)} local.get 4 i32.add local.set 4";
    }

    private static string Expression(Random random, int depth)
    {
        if (depth == 0)
            return random.Next(3) == 0 ? $"i32.const {Pick(random, s_masks)}" : $"local.get {random.Next(4)}";
        return random.Next(6) switch
        {
            0 => $"{Expression(random, depth - 1)} i32.const 65535 i32.and i32.load8_u",
            1 => $"{Expression(random, depth - 1)} i32.const 32767 i32.and i32.load16_u",
            2 => $"{Expression(random, depth - 1)} local.tee {random.Next(2, 4)}",
            3 => $"{Expression(random, depth - 1)} i32.const {Pick(random, s_masks)} i32.and",
            4 => $"{Expression(random, depth - 1)} i32.const {random.Next(33)} i32.{Pick(random, ["shr_u", "shl", "shr_u"])}",
            _ => $"{Expression(random, depth - 1)} {Expression(random, depth - 1)} i32.{Pick(random, s_operations)}",
        };
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static string Outcome(Instance instance, string function, int first, int second)
    {
        try
        {
            return "result " + instance.GetFunction(function).Invoke(first, second)[0];
        }
        catch (TrapException error)
        {
            return error.Code + " " + error.Message;
        }
    }
}
