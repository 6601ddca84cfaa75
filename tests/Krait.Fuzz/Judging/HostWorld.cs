using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text;
using Krait.Fuzz.Generation;
using Krait.Runtime;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Judging;

/// <summary>The host as a program sees it, the same for every side: functions that write down their arguments, four objects.</summary>
/// <remarks>judge.mjs does the same in JavaScript; a change here is a change there.</remarks>
internal sealed class HostWorld(ProgramProfile profile)
{
    private const int MaximumReentry = 3;
    private const int KeptEntries = 6;
    private readonly List<string> _latest = [];
    private readonly object[] _objects = ["one", "two", "three"];
    private uint _hash = 2166136261;
    private int _entries;
    private int _depth;
    private Tag _tag = new(HostNames.TagType);

    public List<Instance> Instances { get; } = [];

    /// <summary>How often each run of instructions was entered, by its number; filled by <see cref="HostNames.Reach"/>.</summary>
    public HashSet<int> Reached { get; } = [];

    /// <summary>Number of calls, a hash of all of them, and the latest ones.</summary>
    public string Log => string.Create(CultureInfo.InvariantCulture, $"log={_entries}:{_hash:x8} {string.Join(' ', _latest)}");

    /// <summary>A linker with everything that a module may import.</summary>
    public Linker LinkerFor(Engine engine, Module module)
    {
        Linker linker = new(engine);
        for (int i = 0; i < Instances.Count; i++)
            linker.DefineInstance("m" + i, Instances[i]);
        foreach (Import import in module.Imports.Where(import => import.ModuleName == "host"))
        {
            if (!linker.IsDefined("host", import.Name))
                Define(linker, module, import);
        }

        return linker;
    }

    /// <summary>Another host that has seen the same and has no instances.</summary>
    public HostWorld Fork()
    {
        HostWorld fork = new(profile) { _tag = _tag };
        fork.GoBackTo(this);
        return fork;
    }

    /// <summary>Forgets what it has seen for what another one has.</summary>
    public void GoBackTo(HostWorld other)
    {
        _latest.Clear();
        _latest.AddRange(other._latest);
        _hash = other._hash;
        _entries = other._entries;
    }

    public Value ToValue(FuzzValue value)
    {
        if (value.Type == ValueType.ExternRef)
            return Value.FromHostObject(value.Low == 0 ? null : _objects[value.Low - 1]);
        if (value.Type == ValueType.V128)
            return Value.FromV128(Vector128.Create(value.Low, value.High).AsByte());
        return value.Type.IsReference ? Value.Null(value.Type) : Value.FromBits(value.Type, (long)value.Low);
    }

    public string Describe(ReadOnlySpan<Value> values)
    {
        StringBuilder text = new();
        foreach (Value value in values)
            text.Append(text.Length == 0 ? "" : ",").Append(Describe(value));
        return text.ToString();
    }

    /// <summary>Whether an exception has the host's tag: then the host may have thrown it.</summary>
    public bool IsOwn(GuestException exception) => ReferenceEquals(exception.Tag, _tag);

    public string Describe(GuestException exception)
    {
        for (int i = 0; i < Instances.Count; i++)
        {
            foreach (Export export in Instances[i].Module.Exports)
            {
                if (export.Kind == ExternalKind.Tag && export.Name.StartsWith("tag", StringComparison.Ordinal) && ReferenceEquals(Instances[i].GetTag(export.Name), exception.Tag))
                    return $"m{i}.{export.Name}({Describe(exception.Values.AsSpan())})";
            }
        }

        return $"{(IsOwn(exception) ? "host.tag" : exception.Tag)}({Describe(exception.Values.AsSpan())})";
    }

    public string Describe(Value value)
    {
        ValueType type = value.Type;
        if (type.IsReference)
            return DescribeReference(value.Reference);
        if (type == ValueType.V128)
            return string.Create(CultureInfo.InvariantCulture, $"v128:{value.AsV128().AsUInt64()[1]:x16}{value.AsV128().AsUInt64()[0]:x16}");
        if (profile == ProgramProfile.JavaScript && IsNan(value))
            return $"{type}:nan";
        bool isNarrow = type == ValueType.I32 || type == ValueType.F32;
        return string.Create(CultureInfo.InvariantCulture, $"{type}:{(isNarrow ? ((uint)value.Bits).ToString("x8", null) : value.Bits.ToString("x16", null))}");
    }

    private static bool IsNan(Value value) =>
        (value.Type == ValueType.F32 && float.IsNaN(value.AsSingle())) || (value.Type == ValueType.F64 && double.IsNaN(value.AsDouble()));

    private string DescribeReference(object? reference)
    {
        switch (reference)
        {
            case null: return "null";
            case GuestException exception: return Describe(exception);
            case Function when profile == ProgramProfile.JavaScript: return "func";
            case Function function: return string.Create(CultureInfo.InvariantCulture, $"func:m{Instances.IndexOf(function.Instance)}.{function.Index}");
            default: return "host:" + (Array.IndexOf(_objects, reference) + 1).ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Define(Linker linker, Module module, Import import)
    {
        if (import.Type is GlobalType global)
        {
            linker.DefineGlobal("host", import.Name, new Global(global, ConstantOf(global.Value)));
            return;
        }

        if (import.Type is TagType)
            linker.DefineTag("host", import.Name, _tag);
        if (import.Type is not FunctionReference reference)
            return;
        FunctionType type = module.FunctionTypeAt(reference.TypeIndex);
        switch (import.Name)
        {
            case HostNames.Again when type.Equals(FunctionType.Empty):
                linker.DefineFunction("host", import.Name, (Action<Caller>)CallAgain);
                break;
            case HostNames.Fail when type.Equals(FunctionType.Empty):
                linker.DefineFunction("host", import.Name, (Action)Fail);
                break;
            case HostNames.Throw when type.Equals(FunctionType.Empty):
                linker.DefineFunction("host", import.Name, (Action)Throw);
                break;
            case HostNames.Sum when type.Equals(HostNames.SumType):
                linker.DefineFunction("host", import.Name, (Func<int, long, float, double, double>)Sum);
                break;
            case HostNames.Reach when type.Parameters.Length == 1:
                linker.DefineFunction("host", import.Name, (Action<int>)(number => Reached.Add(number)));
                break;
            default:
                linker.DefineFunction("host", import.Name, type, (_, arguments, results) => Record(import.Name, type, arguments, results));
                break;
        }
    }

    private static Value ConstantOf(ValueType type)
    {
        if (type == ValueType.I32)
            return 7;
        if (type == ValueType.I64)
            return -9L;
        return type == ValueType.F32 ? Value.FromSingle(1.25f) : Value.FromDouble(-0.5);
    }

    // What a function answers depends on nothing but how many calls there were before.
    private void Record(string name, FunctionType type, ReadOnlySpan<Value> arguments, Span<Value> results)
    {
        Write($"{name}({Describe(arguments)})");
        for (int i = 0; i < type.Results.Length; i++)
            results[i] = Answer(type.Results[i], (_entries * 7) + i);
    }

    private Value Answer(ValueType type, int number)
    {
        if (type == ValueType.I32)
            return number;
        if (type == ValueType.I64)
            return number * 1_000_000_007L;
        if (type == ValueType.F32)
            return number + 0.5f;
        if (type == ValueType.F64)
            return number / 4.0;
        if (type == ValueType.ExternRef)
            return Value.FromHostObject(number % 4 == 0 ? null : _objects[(number % 4) - 1]);
        return type.IsReference ? Value.Null(type) : Value.FromV128(Vector128.Create(number).AsByte());
    }

    private double Sum(int a, long b, float c, double d)
    {
        Write($"sum({Describe([a, b, c, d])})");
        double sum = a + (double)b + c + d;
        return double.IsNaN(sum) ? 1.5 : sum;
    }

    private void Throw()
    {
        Write("throw()");
        throw new GuestException(_tag, _entries, 2.5);
    }

    private void Fail()
    {
        Write("fail()");
        throw new HostFailureException();
    }

    // Calls one of the caller's functions that takes nothing; which one depends on how many calls there were.
    private void CallAgain(Caller caller)
    {
        Write("again()");
        Export[] callable = [.. caller.Instance.Module.Exports.Where(export =>
            export.Kind == ExternalKind.Function && caller.Instance.Module.Source.FunctionTypeOf(export.Index).Parameters.Length == 0)];
        if (callable.Length == 0 || _depth == MaximumReentry)
            return;
        _depth++;
        try
        {
            Value[] results = caller.Instance.GetFunction(callable[_entries % callable.Length].Name).Invoke();
            Write($"again returned {Describe(results)}");
        }
        finally
        {
            _depth--;
        }
    }

    private void Write(string entry)
    {
        foreach (char c in entry)
            _hash = (_hash ^ c) * 16777619;
        _entries++;
        if (_latest.Count == KeptEntries)
            _latest.RemoveAt(0);
        _latest.Add(entry);
    }
}
