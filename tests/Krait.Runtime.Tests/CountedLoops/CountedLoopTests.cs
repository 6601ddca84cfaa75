using System;
using System.Collections.Generic;
using System.Globalization;
using Krait.Runtime.CountedLoops;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.CountedLoops;

// Leaving out a bounds check that is needed would let a guest out of its memory. Random loops with every kind of bound run over
// both ends of a memory, in the engine under test and in the interpreter, which knows nothing of counted loops. Both must do
// the same, down to the bytes that are written before a trap.
public class CountedLoopTests
{
    private const int Loops = 400;
    private const int MaximumRounds = 200_000;

    private static readonly string[] s_relations = ["ne", "lt_u", "lt_s", "le_u", "le_s", "gt_u", "gt_s", "ge_u", "ge_s"];
    private static readonly int[] s_steps = [1, 1, 1, 2, 3, 4, 8, 65_536, 65_537, -1, -1, -2, -4, -7];
    private static readonly int[] s_interesting = [0, 1, 7, 100, 65_000, 65_535, 65_536, 65_600, 131_072, -1, -2, -100, int.MaxValue, int.MaxValue - 3, int.MinValue, int.MinValue + 5];

    [Fact]
    public void LoopsDoTheSameWithAndWithoutChecksInEachRound()
    {
        using Engine engine = TestEngine.New(new EngineOptions { MeterFuel = true });
        using Engine judge = new(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true });
        Dictionary<string, int> outcomes = [];
        int counted = 0;
        for (int seed = 0; seed < Loops; seed++)
        {
            Random random = new(seed);
            string text = RandomModule(random);
            Module module = TextParser.Parse(text);
            counted += IsCounted(module) ? 1 : 0;
            using CompiledModule compiled = engine.Compile(module);
            using CompiledModule judged = judge.Compile(module);
            for (int call = 0; call < 6; call++)
            {
                Value[] arguments = [Start(random), Start(random), Start(random), Start(random)];
                string expected = Outcome(judge, judged, arguments);
                Assert.True(expected == Outcome(engine, compiled, arguments), $"seed {seed}, {string.Join(", ", arguments)}: {expected}\n{text}");
                string kind = expected[..expected.IndexOf(' ', StringComparison.Ordinal)];
                outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
            }
        }

        Assert.InRange(counted, Loops / 2, Loops);
        Assert.InRange(outcomes["result"], 300, int.MaxValue);
        Assert.InRange(outcomes["OutOfBoundsMemoryAccess"], 300, int.MaxValue);
    }

    // Twelve rounds, by each kind of bound, of which the last one touches the memory's first or last byte, or one beyond.
    [Theory]
    [InlineData(1, "ne")]
    [InlineData(4, "ne")]
    [InlineData(-3, "ne")]
    [InlineData(1, "lt_u")]
    [InlineData(3, "lt_s")]
    [InlineData(-1, "gt_u")]
    [InlineData(-4, "gt_s")]
    public void TheLastRoundEndsAtTheMemorysEdge(int step, string relation)
    {
        const int Rounds = 12;
        const int MemoryBytes = 65_536;
        using Engine engine = TestEngine.New();
        foreach (int stride in new[] { 1, 8, -1, -8 })
        {
            string text = $"""
                (module (memory 1) (func (export "f") (param i32 i32 i32) (result i32) (local i32)
                    loop
                        local.get 2 i32.const 16 i32.add i64.load offset=8 drop
                        local.get 3 i32.const 1 i32.add local.set 3
                        local.get 2 i32.const {stride} i32.add local.set 2
                        local.get 0 i32.const {step} i32.add local.tee 0 local.get 1 i32.{relation} br_if 0
                    end
                    local.get 3))
                """;
            Assert.NotNull(Find(text));
            using Instance instance = TextModule.Instantiate(engine, text);
            for (int beyond = -3; beyond <= 3; beyond++)
            {
                // The address is 16 above the pointer and must not be below 0; its eight bytes begin eight further.
                int last = stride < 0 ? -beyond - 16 : MemoryBytes + beyond - 32;
                Value[] arguments = [1_000, 1_000 + (Rounds * step), last - ((Rounds - 1) * stride)];
                if (beyond <= 0)
                    Assert.Equal([Rounds], instance.GetFunction("f").Invoke(arguments));
                else
                    Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(arguments)).Code);
            }
        }
    }

    [Fact]
    public void AnAddressThatFallsBelowZeroIsOneAtTheOtherEnd()
    {
        using Engine engine = TestEngine.New();
        using Instance instance = TextModule.Instantiate(engine, """
            (module (memory 1) (func (export "f") (param i32 i32) (result i32) (local i32)
                loop
                    local.get 1 i32.const 7 i32.store8
                    local.get 2 i32.const 1 i32.add local.set 2
                    local.get 1 i32.const 1 i32.sub local.set 1
                    local.get 0 i32.const 1 i32.sub local.tee 0 br_if 0
                end
                local.get 2))
            """);

        Assert.Equal([100], instance.GetFunction("f").Invoke(100, 99));
        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(100, 98));
        Assert.Throws<TrapException>(() => instance.GetFunction("f").Invoke(100, 65_536));
    }

    [Theory]
    [InlineData("local.get $n i32.lt_u")]
    [InlineData("local.get $n i32.ne")]
    [InlineData("i32.const 1000 i32.lt_s")]
    [InlineData("local.get $n i32.ge_u i32.eqz")]
    public void ALoopThatCountsUpIsCounted(string condition)
    {
        CountedLoop loop = Assert.IsType<CountedLoop>(Find(Loop($"local.get $i i32.const 1 i32.add local.tee $i {condition} br_if 0")));
        Assert.Equal(1, loop.Exit.Step);
        AddressRange range = Assert.Single(loop.Ranges);
        Assert.Equal((1, 16L, 20L), (range.Step, range.Lowest, range.End));
    }

    [Theory]
    [InlineData("local.get $n local.get $i i32.const 1 i32.add local.tee $i i32.const 3 i32.and i32.ne br_if 0", "the compared number is no counter")]
    [InlineData("local.get $i i32.const 2 i32.mul local.tee $i local.get $n i32.ne br_if 0", "the step is no number")]
    [InlineData("local.get $i i32.const 1 i32.add local.tee $i local.get $n i32.const 1 i32.sub local.tee $n i32.ne br_if 0", "the bound changes")]
    [InlineData("local.get $i i32.const 1 i32.add local.tee $i local.get $n i32.gt_u br_if 0", "it counts away from its bound")]
    [InlineData("local.get $n if local.get $i i32.const 1 i32.add local.set $i end local.get $i local.get $n i32.ne br_if 0", "a round need not count")]
    [InlineData("local.get $n br_if 0 local.get $i i32.const 1 i32.add local.tee $i local.get $n i32.ne br_if 0", "there are two ways back")]
    [InlineData("call $f local.get $i i32.const 1 i32.add local.tee $i local.get $n i32.ne br_if 0", "it calls")]
    [InlineData("local.get $i i32.const 1 i32.add local.set $i local.get $m br_if 0 local.get $i local.get $n i32.ge_u br_if 1", "the bound is looked at once, behind the way back")]
    public void OtherLoopsAreNot(string end, string reason)
    {
        Assert.True(Find(Loop(end)) is null, reason);
    }

    [Fact]
    public void ALoopThatIsLeftInTheMiddleIsCountedByThat()
    {
        CountedLoop loop = Assert.IsType<CountedLoop>(Find("""
            (module (memory 1) (func $f (param $i i32) (param $n i32) (param $m i32)
                block
                    loop
                        local.get $i local.get $n i32.ge_s br_if 1
                        local.get $m local.get $i i32.store offset=8
                        local.get $m i32.const -4 i32.add local.set $m
                        local.get $i i32.const 1 i32.add local.set $i
                        br 0
                    end
                end))
            """));
        Assert.Equal(LoopRelation.AtMostSigned, loop.Exit.Relation);
        Assert.Equal(new AddressRange(2, -4, 0, 12), Assert.Single(loop.Ranges));
    }

    private static string Loop(string end) => $$"""
        (module (memory 1) (func $f (param $i i32) (param $n i32) (param $m i32)
            block
                loop
                    local.get $i i32.const 16 i32.add i32.load drop
                    {{end}}
                end
            end))
        """;

    private static CountedLoop? Find(string text) => Find(TextParser.Parse(text));

    private static bool IsCounted(Module module) => Find(module) is not null;

    private static CountedLoop? Find(Module module)
    {
        FunctionBody body = module.Functions[0].Body;
        InstructionReader reader = new(body.Code.Span);
        while (reader.Read() != WasmOp.Loop)
        {
        }

        return LoopReader.Find(module, reader);
    }

    private static Value Start(Random random) => s_interesting[random.Next(s_interesting.Length)] + random.Next(-3, 4);

    // Parameters: the counter, the bound, and two pointers that go along.
    private static string RandomModule(Random random)
    {
        int step = Pick(random, s_steps);
        string condition = random.Next(6) == 0 ? "" : $"local.get 1 i32.{Pick(random, s_relations)}";
        string counting = $"local.get 0 i32.const {step} i32.add local.tee 0 {condition}";
        string loop = random.Next(3) == 0
            ? $"block loop {counting} i32.eqz br_if 1 {Body(random)} br 0 end end"
            : $"loop {Body(random)} {counting} br_if 0 end";
        return $"""
            (module (memory (export "memory") 2)
                (func (export "f") (param i32 i32 i32 i32) (result i64) (local i64)
                    {loop}
                    local.get 4))
            """;
    }

    private static string Body(Random random)
    {
        List<string> parts = [];
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
            parts.Add(Access(random));
        parts.Insert(random.Next(parts.Count + 1), Move(random, 2));
        parts.Insert(random.Next(parts.Count + 1), Move(random, 3));
        return string.Join("\n", parts);
    }

    private static string Move(Random random, int local) => random.Next(5) switch
    {
        0 => "",
        1 => $"local.get 4 i64.const 3 i64.and i64.eqz if local.get {local} i32.const {Pick(random, s_steps)} i32.add local.set {local} end",
        _ => $"local.get {local} i32.const {Pick(random, s_steps)} i32.add local.set {local}",
    };

    private static string Access(Random random)
    {
        int local = Pick(random, [0, 2, 3]);
        string address = random.Next(2) == 0
            ? $"local.get {local}"
            : string.Create(CultureInfo.InvariantCulture, $"local.get {local} i32.const {Pick(random, s_interesting)} i32.add");
        string offset = random.Next(2) == 0 ? "" : $"offset={Pick(random, [1u, 4u, 4_096u, 65_536u, 131_064u, uint.MaxValue])}";
        string access = random.Next(3) switch
        {
            0 => $"{address} i64.load {offset} local.get 4 i64.add i64.const 5 i64.mul local.set 4",
            1 => $"{address} local.get 0 i32.store8 {offset}",
            _ => $"{address} i32.load16_u {offset} i64.extend_i32_u local.get 4 i64.xor local.set 4",
        };
        return random.Next(4) == 0 ? $"local.get 4 i64.const 1 i64.and i64.eqz if {access} end" : access;
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static string Outcome(Engine engine, CompiledModule module, Value[] arguments)
    {
        using Instance instance = new Linker(engine).Instantiate(module);
        instance.SetLimits(new CallLimits { Fuel = MaximumRounds });
        Span<byte> bytes = instance.GetMemory("memory").Bytes;
        string outcome;
        try
        {
            outcome = "result " + instance.GetFunction("f").Invoke(arguments)[0];
        }
        catch (TrapException error)
        {
            outcome = error.Code + " " + error.Message;
        }
        catch (ResourceLimitException)
        {
            // When fuel ends, how much was written is not said.
            return "fuel ";
        }

        uint checksum = 0;
        foreach (byte item in bytes)
            checksum = (checksum * 31) + item;
        return $"{outcome} {checksum}";
    }
}
