using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Runtime.IlCompiler;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.IlCompiler;

// Branches to the head of an interpreter's loop become copies of the head. Random loops of that shape, whose heads and arms move
// addresses over both ends of a memory, run in the engine under test and in the interpreter, which copies nothing. Both must do
// the same, down to the fuel that is used and the bytes that are written before a trap.
public class DispatchTests
{
    private const int Loops = 400;
    private const int Fuel = 20_000;

    private static readonly int[] s_addresses = [0, 4, 100, 65_528, 65_532, 65_536, 65_540, -4, -1, int.MinValue];
    private static readonly int[] s_steps = [0, 1, 1, 4, 4, -1, -4, 8, 65_536];
    private static readonly int[] s_pointers = [0, 2, 3];
    private static readonly string[] s_loads = ["i32.load", "i32.load8_u", "i32.load16_s", "i32.load offset=4", "i32.load8_s offset=65535"];

    [Fact]
    public void LoopsDoTheSameWithAndWithoutCopiesOfTheirHeads()
    {
        using Engine engine = TestEngine.New(new EngineOptions { MeterFuel = true });
        using Engine unmetered = TestEngine.New();
        using Engine judge = new(new EngineOptions { Backend = EngineBackend.Interpreter, MeterFuel = true });
        Dictionary<string, int> outcomes = [];
        int heads = 0;
        for (int seed = 0; seed < Loops; seed++)
        {
            Random random = new(seed);
            string text = RandomModule(random);
            Module module = TextParser.Parse(text);
            heads += Find(module) is null ? 0 : 1;
            using CompiledModule compiled = engine.Compile(module);
            using CompiledModule compiledUnmetered = unmetered.Compile(module);
            using CompiledModule judged = judge.Compile(module);
            for (int call = 0; call < 6; call++)
            {
                Value[] arguments = [Start(random), random.Next(), Start(random), Start(random)];
                string expected = Outcome(judge, judged, arguments, out long fuel);
                Assert.True(expected == Outcome(engine, compiled, arguments, out long used), $"seed {seed}, {string.Join(", ", arguments)}: {expected}\n{text}");
                Assert.Equal(fuel, used);
                string kind = expected[..expected.IndexOf(' ', StringComparison.Ordinal)];
                outcomes[kind] = outcomes.GetValueOrDefault(kind) + 1;
                if (kind != "fuel")
                    Assert.Equal(expected, Outcome(unmetered, compiledUnmetered, arguments, out _));
            }
        }

        Assert.InRange(heads, Loops * 3 / 4, Loops);
        Assert.InRange(outcomes["result"], 200, int.MaxValue);
        Assert.InRange(outcomes["OutOfBoundsMemoryAccess"], 200, int.MaxValue);
    }

    [Fact]
    public void ALoopOfCopiesCanBeInterrupted()
    {
        using Engine engine = TestEngine.New();
        using Instance instance = TextModule.Instantiate(engine, """
            (module (func (export "f") (param i32)
                loop $head
                    block block block
                        local.get 0 br_table 0 1 2
                    end
                        i32.const 1 local.set 0 br $head
                    end
                        i32.const 2 local.set 0 br $head
                    end
                    i32.const 0 local.set 0 br $head
                end))
            """);
        instance.SetLimits(new CallLimits { Deadline = TimeSpan.FromMilliseconds(50) });

        ResourceLimitException error = Assert.Throws<ResourceLimitException>(() => instance.GetFunction("f").Invoke(0));
        Assert.Equal(ResourceKind.Deadline, error.Kind);
    }

    [Theory]
    [InlineData("block block local.get 0 i32.const 3 i32.and br_table 0 1 end br $head end", true, "it computes and branches")]
    [InlineData("block local.get 0 i32.load local.tee 0 i64.load32_u i32.wrap_i64 block br_table 0 1 end br $head end", false, "an operand waits for a block")]
    [InlineData("block block local.get 0 i32.load local.tee 1 i64.load32_u i32.wrap_i64 br_table 0 1 end br $head end", true, "it reads memory")]
    [InlineData("block block local.get 0 local.get 0 i32.const 3 i32.store local.get 0 br_table 0 1 end drop br $head end drop", false, "it writes memory")]
    [InlineData("block block local.get 0 br_if 0 local.get 0 br_table 0 1 end br $head end", false, "it branches before")]
    [InlineData("block block call $f local.get 0 br_table 0 1 end br $head end", false, "it calls")]
    [InlineData("block block i32.const 7 local.get 0 br_table 0 1 end br $head end", false, "an operand waits for the table")]
    public void AHeadLeadsToItsTableWithoutFail(string body, bool isOne, string reason)
    {
        bool found = Find(TextParser.Parse($"(module (memory 1) (func $f (local i32 i32) loop $head {body} end))")) is not null;
        Assert.True(found == isOne, reason);
    }

    private static DispatchHead? Find(Module module)
    {
        InstructionReader reader = new(module.Functions[0].Body.Code.Span);
        while (reader.Read() != WasmOp.Loop)
        {
        }

        return DispatchHead.Find(module, reader);
    }

    // Locals 0, 2 and 3 are addresses, 1 is the state that chooses arms, 4 adds up what is read.
    private static string RandomModule(Random random)
    {
        int arms = random.Next(2, 7);
        List<string> head = [.. Enumerable.Repeat("block", arms)];
        int statements = random.Next(4);
        for (int i = 0; i < statements; i++)
            head.Insert(random.Next(head.Count + 1), Statement(random, mayWrite: false));
        IEnumerable<string> labels = Enumerable.Range(0, random.Next(arms, arms + 4)).Select(_ => random.Next(arms + 1).ToString(null, null));
        string table = random.Next(3) == 0
            ? $"local.get {Pick(random, s_pointers)} i32.load8_u local.get 1 i32.add"
            : $"local.get 1 i32.const {random.Next(1, 13)} i32.shr_u";
        List<string> body = [];
        for (int arm = 0; arm < arms; arm++)
        {
            body.Add("end local.get 1 i32.const 1664525 i32.mul i32.const 1013904223 i32.add local.set 1");
            for (int i = random.Next(4); 0 < i; i--)
                body.Add(random.Next(5) == 0 ? $"local.get 1 i32.const 4 i32.and if {Statement(random, mayWrite: true)} end" : Statement(random, mayWrite: true));

            // Backwards, backwards if, on to the next arm, or out.
            int depth = arms - 1 - arm;
            body.Add(random.Next(8) switch
            {
                < 4 => $"br {depth}",
                4 => $"local.get 1 i32.const 8 i32.and br_if {depth}",
                5 => $"local.get 1 i32.const 512 i32.and br_if {depth + 1} br {depth}",
                _ => $"local.get 1 i32.const 4096 i32.and i32.eqz br_if {depth + 1}",
            });
        }

        return $"""
            (module (memory (export "memory") 1)
                (func (export "f") (param i32 i32 i32 i32) (result i32) (local i32)
                    block
                        loop
                            {string.Join("\n", head)}
                            {table} i32.const {(random.Next(4) == 0 ? -1 : 15)} i32.and
                            br_table {string.Join(' ', labels)} {random.Next(arms + 1)}
                            {string.Join("\n", body)}
                        end
                    end
                    local.get 4))
            """;
    }

    private static string Statement(Random random, bool mayWrite)
    {
        int from = Pick(random, s_pointers);
        int to = Pick(random, s_pointers);
        string read = $"{Pick(random, s_loads)} local.get 4 i32.add i32.const 5 i32.mul local.set 4";
        return random.Next(mayWrite ? 6 : 4) switch
        {
            0 => $"local.get {from} {read}",
            1 => $"local.get {from} local.tee {to} {read}",
            2 => $"local.get {from} i32.const {Pick(random, s_steps)} i32.add local.set {to}",
            3 => $"local.get {from} local.set {to}",
            4 => $"local.get {from} local.get 4 i32.store8 offset={random.Next(8)}",
            _ => $"local.get {from} i32.const {Pick(random, s_steps)} i32.sub local.tee {to} {read}",
        };
    }

    private static Value Start(Random random) => Pick(random, s_addresses) + random.Next(-3, 4);

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static string Outcome(Engine engine, CompiledModule module, Value[] arguments, out long fuelUsed)
    {
        using Instance instance = new Linker(engine).Instantiate(module);
        if (engine.Options.MeterFuel)
            instance.SetLimits(new CallLimits { Fuel = Fuel });
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
            fuelUsed = 0;
            return "fuel ";
        }

        fuelUsed = instance.FuelUsed;
        uint checksum = 0;
        foreach (byte item in instance.GetMemory("memory").Bytes)
            checksum = (checksum * 31) + item;
        return $"{outcome} {checksum}";
    }
}
