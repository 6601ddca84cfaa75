using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using Krait.Testing.Wast;
using Krait.Wasm;
using Krait.Wasm.Tests.Suite;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Suite;

// Runs one script. A module that is refused for a feature that is not supported yet takes the commands that need it out
// of the run; they are counted under the feature, and the list of known gaps must have as many for the file.
internal sealed class ScriptRun(Engine engine)
{
    private readonly Dictionary<string, Instance> _named = [];
    private readonly Dictionary<string, Instance> _registered = [];
    private readonly Dictionary<string, ScriptModule> _definitions = [];
    private readonly Dictionary<ulong, object> _hostObjects = [];
    private readonly Linker _spectest = NewLinker(engine);
    private readonly Dictionary<string, WasmFeatures> _unregistered = [];
    private readonly Dictionary<string, WasmFeatures> _refused = [];
    private ScriptModule? _definition;
    private Instance? _current;
    private WasmFeatures _currentRefused;

    public List<string> Failures { get; } = [];

    public SuiteCounts Counts { get; } = new();

    public void Run(string file)
    {
        foreach (ScriptCommand command in ScriptReader.ReadFile(SuiteFolder.PathOf(file)))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{file}:{command.Line}");
            try
            {
                if (KnownConsequences.Contains(place))
                    throw new NotRunException(KnownConsequences.Missing);
                string? failure = Run(command);
                if (KnownGaps.IsOutdated(place))
                    Counts.Outdated++;
                else if (failure is not null)
                    Failures.Add($"{place}: {failure}");
                else if (command is ModuleCommand or InstanceCommand or RegisterCommand or ActionCommand)
                    Counts.Commands++;
                else
                    Counts.Assertions++;
            }
            catch (NotRunException error)
            {
                Counts.AddGap(error.Missing);
            }
            catch (LinkException error) when (MissingFor(error) != WasmFeatures.None)
            {
                Counts.AddGap(MissingFor(error));
            }
            catch (InvalidModuleException error) when (error.MissingFeature != WasmFeatures.None)
            {
                Counts.AddGap(error.MissingFeature);
            }
            catch (Exception error)
            {
                // Any error is this command's failure, and the next command is tried all the same.
                Failures.Add($"{place}: {error.GetType().Name}: {error.Message}");
            }
        }
    }

    // The module that should have been registered under that name was refused, or the host of the scripts cannot make what it asks for.
    private WasmFeatures MissingFor(LinkException error)
    {
        if (error.Found is not null)
            return WasmFeatures.None;
        if (error is { ModuleName: SpecTest.Name, FieldName: "shared_memory" })
            return WasmFeatures.Threads;
        return _unregistered.GetValueOrDefault(error.ModuleName);
    }

    private string? Run(ScriptCommand command)
    {
        switch (command)
        {
            case ModuleCommand { Use: ModuleUse.Define } definition:
                _definition = definition.Module;
                if (definition.Name is not null)
                    _definitions[definition.Name] = definition.Module;
                return null;
            case ModuleCommand module:
                return SetCurrent(module.Name, module.Module);
            case InstanceCommand instance:
                return SetCurrent(instance.Name, instance.DefinitionName is string name ? _definitions[name] : _definition!);
            case RegisterCommand register:
                Register(register);
                return null;
            case ActionCommand action:
                Perform(action.Action);
                return null;
            case AssertReturn assert:
                return Compare(Perform(assert.Action), assert.Expected);
            case AssertTrap assert:
                return ExpectTrap(() => Perform(assert.Action), assert.Message);
            case AssertExhaustion assert:
                return ExpectTrap(() => Perform(assert.Action), assert.Message);
            case AssertException assert:
                return ExpectException(assert.Action);
            case AssertModuleTrap assert:
                return ExpectTrap(() => Instantiate(assert.Module), assert.Message);
            case AssertUnlinkable assert:
                return ExpectUnlinkable(assert);
            case AssertInvalid assert:
                return ExpectRefusal<InvalidModuleException>(assert.Module, assert.Message);
            case AssertMalformed assert:
                return ExpectRefusal<MalformedModuleException>(assert.Module, assert.Message);
            default:
                throw new NotSupportedException($"the command {command.GetType().Name} is not known");
        }
    }

    private void Register(RegisterCommand register)
    {
        try
        {
            _registered[register.As] = InstanceOf(register.ModuleName);
            _unregistered.Remove(register.As);
        }
        catch (NotRunException error)
        {
            _unregistered[register.As] = error.Missing;
            throw;
        }
    }

    private string? SetCurrent(string? name, ScriptModule module)
    {
        _current = null;
        _currentRefused = WasmFeatures.None;
        if (name is not null)
            _named.Remove(name);
        try
        {
            _current = Instantiate(module);
        }
        catch (KraitException error)
        {
            _currentRefused = error switch
            {
                InvalidModuleException invalid => invalid.MissingFeature,
                LinkException link => MissingFor(link),
                _ => WasmFeatures.None,
            };
            if (name is not null)
                _refused[name] = _currentRefused;
            throw;
        }

        if (name is not null)
            _named[name] = _current;
        return null;
    }

    private Instance Instantiate(ScriptModule script)
    {
        CompiledModule compiled = engine.Compile(ModuleValidator.Validate(script.Read()));
        Linker linker = _spectest.Clone();
        foreach ((string module, Instance instance) in _registered)
            linker.DefineInstance(module, instance);
        return linker.Instantiate(compiled);
    }

    private Value[] Perform(ScriptAction action)
    {
        Instance instance = InstanceOf(action.ModuleName);
        if (action.Kind == ScriptActionKind.Get)
            return [instance.GetGlobal(action.Name).GetValue()];
        Value[] arguments = action.Arguments.Select(ToValue).ToArray();
        return instance.GetFunction(action.Name).Invoke(arguments);
    }

    private Instance InstanceOf(string? name) =>
        (name is null ? _current : _named.GetValueOrDefault(name)) ?? throw new NotRunException(name is null ? _currentRefused : _refused[name]);

    private Value ToValue(ScriptValue value)
    {
        if (value.Type == ValueType.V128)
            return Value.FromV128(Vector128.Create(value.Bits, value.HighBits).AsByte());
        if (!value.Type.IsReference)
            return Value.FromBits(value.Type, (long)value.Bits);
        if (value.IsNull)
            return Value.Null(value.Type.HeapType == HeapType.Func ? ValueType.FuncRef : ValueType.ExternRef);
        return Value.FromHostObject(HostObject(value.Bits));
    }

    private object HostObject(ulong number)
    {
        if (!_hostObjects.TryGetValue(number, out object? value))
            _hostObjects[number] = value = number;
        return value;
    }

    private string? Compare(Value[] found, ImmutableArray<ScriptResult> expected)
    {
        if (found.Length != expected.Length)
            return $"{found.Length} results, expected {expected.Length}";
        for (int i = 0; i < found.Length; i++)
        {
            if (!expected[i].Alternatives.Any(alternative => Accepts(alternative, found[i])))
                return $"result {i} is {found[i]} (bits {found[i].Bits:x}), expected {expected[i].Alternatives[0].Type} {string.Join(' ', expected[i].Alternatives[0].Lanes)}";
        }

        return null;
    }

    private bool Accepts(ScriptExpectation expected, Value found)
    {
        if (!found.Type.IsReference)
            return expected.Type == found.Type && AcceptsLanes(expected.Lanes, found);
        if (expected.IsNull || found.Reference is null)
            return expected.IsNull && found.Reference is null;
        ScriptLane lane = expected.Lanes[0];
        return lane.Match == ScriptMatch.AnyReference
            ? (found.Reference is Function) == (expected.Type.HeapType == HeapType.Func)
            : ReferenceEquals(found.Reference, HostObject(lane.Bits));
    }

    private static bool AcceptsLanes(ImmutableArray<ScriptLane> lanes, Value found)
    {
        int place = 0;
        foreach (ScriptLane lane in lanes)
        {
            ulong bits = (ulong)(place < 64 ? found.Bits : found.HighBits) >> (place % 64);
            if (!lane.Accepts(lane.WidthBits == 64 ? bits : bits & ((1UL << lane.WidthBits) - 1)))
                return false;
            place += lane.WidthBits;
        }

        return true;
    }

    private static string? ExpectTrap(Func<object> action, string message)
    {
        try
        {
            action();
            return $"no trap, expected: {message}";
        }
        catch (TrapException error)
        {
            // The suite says "uninitialized element 2" where the index is known; the words are what counts.
            return message.StartsWith(error.Message, StringComparison.Ordinal) || error.Message.StartsWith(message, StringComparison.Ordinal)
                ? null
                : $"trap: {error.Message}, expected: {message}";
        }
    }

    private string? ExpectException(ScriptAction action)
    {
        try
        {
            Perform(action);
            return "no exception";
        }
        catch (GuestException)
        {
            return null;
        }
    }

    private string? ExpectUnlinkable(AssertUnlinkable assert)
    {
        try
        {
            Instantiate(assert.Module);
            return $"linked, expected: {assert.Message}";
        }
        catch (LinkException error) when (MissingFor(error) == WasmFeatures.None)
        {
            return error.Message.StartsWith(assert.Message, StringComparison.Ordinal) ? null : $"{error.Message}, expected: {assert.Message}";
        }
    }

    private static string? ExpectRefusal<TException>(ScriptModule module, string message)
        where TException : KraitException
    {
        SuiteFailure? failure = Refusals.Check<TException>(module, message);
        return failure is { Missing: not WasmFeatures.None } ? throw new NotRunException(failure.Missing) : failure?.Text;
    }

    private static Linker NewLinker(Engine engine)
    {
        Linker linker = new(engine);
        SpecTest.Define(linker);
        return linker;
    }

    /// <summary>The command needs something that did not come to be.</summary>
    private sealed class NotRunException(WasmFeatures missing) : Exception("a command needs what Krait does not have")
    {
        public WasmFeatures Missing { get; } = missing;
    }
}
