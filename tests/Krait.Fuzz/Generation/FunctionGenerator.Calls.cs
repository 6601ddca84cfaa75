using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

internal sealed partial class FunctionGenerator
{
    private enum CallForm
    {
        Direct,
        Indirect,
    }

    // A call whose results hold the type, taken out of them.
    private void Called(ValueType type, int depth)
    {
        int[] giving = [.. Enumerable.Range(0, _plan.Functions.Count).Where(i => _plan.Functions[i].Results.Contains(type) && MayCall(i))];
        if (giving.Length == 0)
        {
            Computed(type, depth);
            return;
        }

        int function = _dice.PickFrom(giving);
        Arguments(function, depth, _dice.OneIn(4) ? CallForm.Indirect : CallForm.Direct);
        Keep(_plan.Functions[function].Results, _plan.Functions[function].Results.IndexOf(type));
    }

    private void Arguments(int function, int depth, CallForm form)
    {
        FunctionType type = _plan.Functions[function];
        Values(type.Parameters, depth - 1);
        if (form == CallForm.Indirect && Slot(function) is int table)
            _code.CallIndirect(_plan.Draft.TypeIndexOf(type), table);
        else
            _code.Call(function);
    }

    // Writes the index of an entry that probably holds the function; its table, or null if there is none.
    private int? Slot(int function)
    {
        (int Table, int Slot, int Function)[] known = [.. _plan.Slots.Where(slot => slot.Function == function)];
        if (known.Length == 0)
            return null;
        (int table, int slot, _) = _dice.PickFrom(known);
        _code.I32Const(_dice.OneIn(25) ? _dice.Roll(12) : slot);
        return table;
    }

    // Calls go to functions further down, so that they end; now and then anywhere.
    private bool MayCall(int function) =>
        function < _plan.ImportedFunctions ? _dice.OneIn(2) : (_self < function && (_loops == 0 || _dice.OneIn(3))) || _dice.OneIn(40);

    private void CallSomething(int depth)
    {
        int[] callable = [.. Enumerable.Range(0, _plan.Functions.Count).Where(MayCall)];
        if (callable.Length == 0)
        {
            Dropped(depth);
            return;
        }

        int function = _dice.PickFrom(callable);
        Arguments(function, depth, _dice.OneIn(4) ? CallForm.Indirect : CallForm.Direct);
        Consume(_plan.Functions[function].Results);
    }

    private void TailCall(int depth)
    {
        int[] fitting = [.. Enumerable.Range(0, _plan.Functions.Count)
            .Where(i => _plan.Functions[i].Results.SequenceEqual(_type.Results) && (i < _plan.ImportedFunctions || _self < i || _dice.OneIn(5)))];
        if (fitting.Length == 0)
        {
            Values(_type.Results, depth);
            _code.Return();
            return;
        }

        int[] inTables = [.. fitting.Where(i => _plan.Slots.Any(slot => slot.Function == i))];
        bool isIndirect = inTables.Length > 0 && _dice.OneIn(2);
        int function = _dice.PickFrom(isIndirect ? inTables : fitting);
        FunctionType type = _plan.Functions[function];
        Values(type.Parameters, depth);
        if (isIndirect && Slot(function) is int table)
            _code.Op(WasmOp.ReturnCallIndirect, _plan.Draft.TypeIndexOf(type), table);
        else
            _code.Op(WasmOp.ReturnCall, function);
    }
}
