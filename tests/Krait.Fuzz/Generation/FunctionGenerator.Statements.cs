using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

internal sealed partial class FunctionGenerator
{
    private void Statements(int count, int depth)
    {
        for (int i = 0; i < count && 0 < _budget; i++)
            Statement(depth);
    }

    // Leaves the operand stack as it was.
    private void Statement(int depth)
    {
        _budget--;
        if (_plan.Shape.IsAboutExceptions && 0 < depth && _dice.OneIn(3))
        {
            Guarded([], depth - 1);
            return;
        }

        switch (_dice.Roll(100))
        {
            case < 22: SetLocal(depth); break;
            case < 30: SetGlobal(depth); break;
            case < 46: Plain(_dice.PickFrom(_plan.Ops.Statements), depth); break;
            case < 56: Dropped(depth); break;
            case < 66 when depth > 0: Structured([], depth - 1); break;
            case < 74 when depth > 0: CallSomething(depth - 1); break;
            case < 79: OnTable(depth); break;
            case < 84: InBulk(depth); break;
            case < 88 when depth > 0: MaybeBranch(depth - 1); break;
            case < 91 when depth > 0: Switch(depth - 1); break;
            case < 95 when depth > 0: MaybeLeave(depth - 1); break;
            case < 97 when _loops == 0: Walk(); break;
            case < 99 when _loops == 0 && depth > 0: Machine(depth - 1); break;
            default: SetLocal(depth); break;
        }
    }

    private void SetLocal(int depth)
    {
        ValueType type = GuestTypes.Any(_dice, _plan);
        Value(type, depth);
        _code.LocalSet(LocalOf(type));
    }

    private void SetGlobal(int depth)
    {
        int[] writable = [.. Enumerable.Range(0, _plan.Globals.Count).Where(i => _plan.Globals[i].Mutability == Mutability.Variable)];
        if (writable.Length == 0)
        {
            SetLocal(depth);
            return;
        }

        int global = _dice.PickFrom(writable);
        Value(_plan.Globals[global].Value, depth);
        _code.GlobalSet(global);
    }

    private void Dropped(int depth)
    {
        Value(GuestTypes.Any(_dice, _plan), depth);
        _code.Drop();
    }

    private void OnTable(int depth)
    {
        int table = _dice.Roll(_plan.Tables.Count);
        ValueType type = _plan.Tables[table].Element;
        switch (_dice.Roll(5))
        {
            case 0:
                TableIndex(depth);
                Value(type, depth);
                SmallCount();
                _code.Op(WasmOp.TableFill, table);
                break;
            case 1:
                int other = _dice.PickFrom([.. _plan.TablesOf(type)]);
                TableIndex(depth);
                TableIndex(depth);
                SmallCount();
                _code.Op(WasmOp.TableCopy, table, other);
                break;
            case 2:
                InitTable(table, depth);
                break;
            case 3 when _plan.Draft.Elements.Count > 0:
                _code.Op(WasmOp.ElemDrop, _dice.Roll(_plan.Draft.Elements.Count));
                break;
            default:
                TableIndex(depth);
                Value(type, depth);
                _code.Op(WasmOp.TableSet, table);
                break;
        }
    }

    private void InitTable(int table, int depth)
    {
        List<ElementSegment> segments = _plan.Draft.Elements;
        int[] fitting = [.. Enumerable.Range(0, segments.Count).Where(i => segments[i].Type.HeapType == _plan.Tables[table].Element.HeapType)];
        if (fitting.Length == 0)
            return;
        TableIndex(depth);
        _code.I32Const(_dice.Roll(3));
        SmallCount();
        _code.Op(WasmOp.TableInit, _dice.PickFrom(fitting), table);
    }

    private void SmallCount() => _code.I32Const(_dice.OneIn(30) ? -1 : _dice.Roll(4));

    private void InBulk(int depth)
    {
        int segments = _plan.Draft.DataSegments.Count;
        if (!_plan.HasMemory)
        {
            if (segments > 0)
                _code.Op(WasmOp.DataDrop, _dice.Roll(segments));
            return;
        }

        switch (_dice.Roll(4))
        {
            case 0:
                Address(64, depth);
                Value(ValueType.I32, depth);
                _code.I32Const(_dice.OneIn(20) ? 70_000 : _dice.Roll(300)).MemoryFill();
                break;
            case 1 when segments > 0:
                Address(8, depth);
                _code.I32Const(_dice.Roll(6)).I32Const(_dice.Roll(6)).MemoryInit(_dice.Roll(segments));
                break;
            case 2 when segments > 0:
                _code.Op(WasmOp.DataDrop, _dice.Roll(segments));
                break;
            default:
                Address(64, depth);
                Address(64, depth);
                _code.I32Const(_dice.OneIn(20) ? -1 : _dice.Roll(300)).MemoryCopy();
                break;
        }
    }
}
