namespace Krait.Runtime.Tests.Hostile;

/// <summary>The functions of the host that hostile modules may import, all under the name "host".</summary>
internal static class AttackHost
{
    /// <summary>What the first instance gets: it has no other one to import from.</summary>
    public static Linker Define(Engine engine) => DefineHost(engine).DefineFunction("self", "attack", () => { });

    private static Linker DefineHost(Engine engine) => new Linker(engine)
        .DefineFunction("host", "nothing", () => { })
        .DefineFunction("host", "again", (Caller caller) => { caller.Instance.GetFunction("attack").Invoke(); })
        .DefineFunction(
            "host",
            "object",
            new Wasm.FunctionType([], [Wasm.ValueType.ExternRef]),
            (_, _, results) => results[0] = Value.FromHostObject(new object()))
        .DefineFunction("host", "another", (Caller caller) => { Another(caller.Instance); });

    // One more instance of the same module, linked with the first one through what it imports from "self".
    private static void Another(Instance instance) =>
        DefineHost(instance.Module.Engine).DefineInstance("self", instance).Instantiate(instance.Module);
}
