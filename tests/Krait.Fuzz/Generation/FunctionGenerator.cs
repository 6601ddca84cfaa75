using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

// Writes the body of one function: valid by construction, because each method leaves on the operand stack exactly what its
// name promises. After a branch anything may follow, so code that is never reached comes from the same methods.

/// <summary>Writes function bodies.</summary>
internal sealed partial class FunctionGenerator
{
    private const int MaximumDepth = 5;

    // One function in so many is large, because large methods are compiled in another way.
    private const int LargeFunctions = 200;
    private const int LargeBudget = 4000;
    private readonly ModulePlan _plan;
    private readonly Dice _dice;
    private readonly FunctionType _type;
    private readonly int _self;
    private readonly InstructionWriter _code = new();
    private readonly List<ValueType> _locals;
    private readonly List<Label> _labels = [];
    private int _budget;
    private int _loops;

    private FunctionGenerator(ModulePlan plan, Dice dice, FunctionType type, int self)
    {
        _plan = plan;
        _dice = dice;
        _type = type;
        _self = self;
        _locals = [.. type.Parameters];
        _budget = dice.OneIn(LargeFunctions) ? LargeBudget : dice.Pick(15, 40, 80, 160);
        for (int i = dice.Roll(5); i > 0; i--)
            _locals.Add(GuestTypes.Any(dice, plan));
    }

    private enum LabelKind
    {
        Block,
        Loop,
        Catch,
    }

    /// <summary>Writes a function.</summary>
    /// <param name="plan">What it may refer to.</param>
    /// <param name="dice">Chance.</param>
    /// <param name="type">Its type.</param>
    /// <param name="self">Its index, imports counted.</param>
    public static DefinedFunction Write(ModulePlan plan, Dice dice, FunctionType type, int self)
    {
        FunctionGenerator generator = new(plan, dice, type, self);
        return new DefinedFunction(plan.Draft.TypeIndexOf(type), generator.Body());
    }

    private FunctionBody Body()
    {
        _labels.Add(new Label(_type.Results, LabelKind.Block));
        if (_self == _plan.ImportedFunctions)
            Spotlight();
        Statements(_budget == LargeBudget ? LargeBudget : _dice.Between(1, 8), MaximumDepth);
        Values(_type.Results, 3);
        _code.End();
        return new FunctionBody([.. Runs()], _code.ToArray());
    }

    // Operands are mostly at hand, so that little can end the function before all have been executed.
    private void Spotlight()
    {
        foreach (WasmOp op in _plan.Shape.Spotlight)
        {
            Plain(op, _dice.OneIn(4) ? 1 : 0);
            PlainSignature signature = OpFacts.SignatureOf(op);
            if (signature.HasResult)
                Consume([signature.Result()]);
        }
    }

    private List<LocalRun> Runs()
    {
        List<LocalRun> runs = [];
        foreach (ValueType type in _locals.Skip(_type.Parameters.Length))
        {
            if (runs.Count > 0 && runs[^1].Type == type)
                runs[^1] = new LocalRun(runs[^1].Count + 1, type);
            else
                runs.Add(new LocalRun(1, type));
        }

        return runs;
    }

    private void Values(ImmutableArray<ValueType> types, int depth)
    {
        foreach (ValueType type in types)
            Value(type, depth);
    }

    private void DropAll(ImmutableArray<ValueType> types)
    {
        for (int i = 0; i < types.Length; i++)
            _code.Drop();
    }

    // Takes all values but one off the stack and leaves that one.
    private void Keep(ImmutableArray<ValueType> types, int kept)
    {
        if (kept == types.Length - 1 && types.Length == 1)
            return;
        int local = NewLocal(types[kept]);
        for (int i = types.Length - 1; 0 <= i; i--)
        {
            if (i == kept)
                _code.LocalSet(local);
            else
                _code.Drop();
        }

        _code.LocalGet(local);
    }

    // Operands that a block or handler begins with: kept in locals or dropped.
    private void Consume(ImmutableArray<ValueType> types)
    {
        for (int i = types.Length - 1; 0 <= i; i--)
        {
            if (_dice.Percent(70))
                _code.LocalSet(LocalOf(types[i]));
            else
                _code.Drop();
        }
    }

    private int NewLocal(ValueType type)
    {
        _locals.Add(type);
        return _locals.Count - 1;
    }

    // Never finds hidden locals: nothing else assigns loop counters, and nothing else sees NaNs whose bits are open.
    private int LocalOf(ValueType type)
    {
        int[] known = [.. Enumerable.Range(0, _locals.Count).Where(i => _locals[i] == type && !_hidden.Contains(i))];
        return known.Length == 0 || _dice.OneIn(12) ? NewLocal(type) : _dice.PickFrom(known);
    }

    private readonly HashSet<int> _hidden = [];

    private int HiddenLocal(ValueType type)
    {
        int local = NewLocal(type);
        _hidden.Add(local);
        return local;
    }

    private BlockType BlockTypeOf(ImmutableArray<ValueType> parameters, ImmutableArray<ValueType> results)
    {
        if (parameters.Length == 0 && results.Length == 0)
            return BlockType.Empty;
        if (parameters.Length == 0 && results.Length == 1 && !_dice.OneIn(6))
            return BlockType.Of(results[0]);
        return BlockType.OfType(_plan.Draft.TypeIndexOf(new FunctionType(parameters, results)));
    }

    // The depths of labels that take those types; loops only now and then, because their branches may never end.
    private List<int> DepthsTaking(ImmutableArray<ValueType> types)
    {
        bool withLoops = _dice.OneIn(8);
        List<int> depths = [];
        for (int depth = 0; depth < _labels.Count; depth++)
        {
            Label label = _labels[_labels.Count - 1 - depth];
            if ((withLoops || label.Kind != LabelKind.Loop) && label.Types.SequenceEqual(types))
                depths.Add(depth);
        }

        return depths;
    }

    /// <summary>A place that branches go to.</summary>
    /// <param name="Types">What a branch takes along.</param>
    /// <param name="Kind">Whether it goes backwards, and whether <c>rethrow</c> may name it.</param>
    private readonly record struct Label(ImmutableArray<ValueType> Types, LabelKind Kind);
}
