using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Fuzz.Generation;

internal sealed partial class FunctionGenerator
{
    // Leaves one value of the type.
    private void Value(ValueType type, int depth)
    {
        _budget--;
        if (depth <= 0 || _budget <= 0)
        {
            Leaf(type);
            return;
        }

        switch (_dice.Roll(100))
        {
            case < 14: Leaf(type); break;
            case < 60: Computed(type, depth - 1); break;
            case < 66: Chosen(type, depth - 1); break;
            case < 70: Teed(type, depth - 1); break;
            case < 80: Structured([type], depth - 1); break;
            case < 90: Called(type, depth - 1); break;
            case < 94: BranchingIf(type, depth - 1); break;
            case < 95: Leaves(depth - 1); break;
            default: Computed(type, depth - 1); break;
        }
    }

    private void Leaf(ValueType type)
    {
        int[] globals = [.. _plan.GlobalsOf(type, writable: false)];
        int roll = _dice.Roll(10);
        if (roll < 4)
            _code.LocalGet(LocalOf(type));
        else if (roll < 6 && globals.Length > 0)
            _code.GlobalGet(_dice.PickFrom(globals));
        else
            Constant(type);
    }

    private void Constant(ValueType type)
    {
        if (type == ValueType.I32)
            _code.I32Const((int)Constants.Integer(_dice));
        else if (type == ValueType.I64)
            _code.I64Const((long)Constants.Integer(_dice));
        else if (type == ValueType.F32)
            _code.F32ConstBits(Constants.Single(_dice, _plan.Profile));
        else if (type == ValueType.F64)
            _code.F64ConstBits(Constants.Double(_dice, _plan.Profile));
        else if (type == ValueType.V128)
            _code.V128Const(Constants.Vector(_dice));
        else if (type == ValueType.FuncRef && _dice.Percent(70))
            _code.RefFunc(_dice.Roll(_plan.Functions.Count));
        else
            _code.RefNull(type.HeapType);
    }

    private void Teed(ValueType type, int depth)
    {
        Value(type, depth);
        _code.LocalTee(LocalOf(type));
    }

    private void Chosen(ValueType type, int depth)
    {
        Value(type, depth);
        Value(type, depth);
        Value(ValueType.I32, depth);
        if (type.IsReference || _dice.OneIn(3))
            _code.SelectTyped(type);
        else
            _code.Op(WasmOp.Select);
    }

    private void Computed(ValueType type, int depth)
    {
        if (type.IsReference)
        {
            Reference(type, depth);
            return;
        }

        if (type == ValueType.I32 && _dice.OneIn(12))
        {
            Inspected(depth);
            return;
        }

        Plain(_dice.PickFrom(_plan.Ops.Giving(type)), depth);
    }

    private void Reference(ValueType type, int depth)
    {
        int[] tables = [.. _plan.TablesOf(type)];
        if (tables.Length == 0)
        {
            Leaf(type);
            return;
        }

        TableIndex(depth);
        _code.Op(WasmOp.TableGet, _dice.PickFrom(tables));
    }

    // An i32 that says something about references and tables.
    private void Inspected(int depth)
    {
        ValueType type = _dice.Pick(ValueType.FuncRef, ValueType.ExternRef);
        int[] tables = [.. _plan.TablesOf(type)];
        switch (_dice.Roll(3))
        {
            case 0 when tables.Length > 0:
                _code.Op(WasmOp.TableSize, _dice.PickFrom(tables));
                break;
            case 1 when tables.Length > 0:
                Value(type, depth);
                _code.I32Const(_dice.OneIn(10) ? 100_000 : _dice.Roll(3));
                _code.Op(WasmOp.TableGrow, _dice.PickFrom(tables));
                break;
            default:
                Value(type, depth);
                _code.Op(WasmOp.RefIsNull);
                break;
        }
    }

    // An instruction of the table with its operands and immediates.
    private void Plain(WasmOp op, int depth)
    {
        PlainSignature signature = OpFacts.SignatureOf(op);
        for (int i = 0; i < signature.ParameterCount; i++)
        {
            ValueType type = signature.Parameter(i);
            if (i == 0 && OpFacts.AccessBytesOf(op) is int bytes and > 0)
                Address(bytes, depth);
            else if (op == WasmOp.MemoryGrow)
                _code.I32Const(_dice.PickFrom([0, 0, 1, 1, 5, 70_000]));
            else
                Value(type, depth);
            if (OpFacts.CanTrap(op) && OpFacts.AccessBytesOf(op) == 0 && i == signature.ParameterCount - 1 && _dice.Percent(85))
                Tame(type);
        }

        bool isGuarded = signature.HasResult && OpTable.MakesNan(op);
        (int A, int B)? operands = isGuarded && _plan.Profile == ProgramProfile.Everything && signature.ParameterCount == 2 ? KeepOperands(signature) : null;
        Immediates(op);
        if (!isGuarded || (_plan.Profile == ProgramProfile.Everything && operands is null))
            return;
        if (signature.Result() == ValueType.V128)
            CanonicalNanLanes(op, operands);
        else
            CanonicalNan(signature.Result(), operands);
    }

    // Of two NaNs the processor keeps the first, and the just-in-time compiler decides which one that is.
    // Of one it makes a quiet NaN, unless the just-in-time compiler knows that the other number changes nothing (docs/RATIONALE.md).
    private (int A, int B) KeepOperands(PlainSignature signature)
    {
        (int a, int b) = (NewLocal(signature.Parameter(0)), NewLocal(signature.Parameter(1)));
        _code.LocalSet(b).LocalTee(a).LocalGet(b);
        return (a, b);
    }

    // Divisors become odd; floats to be converted become small.
    private void Tame(ValueType type)
    {
        if (type == ValueType.I32)
            _code.I32Const(1).Op(WasmOp.I32Or);
        else if (type == ValueType.I64)
            _code.I64Const(1).Op(WasmOp.I64Or);
        else if (type == ValueType.F32)
            _code.Op(WasmOp.I32ReinterpretF32).I32Const(0x4EFFFFFF).Op(WasmOp.I32And).Op(WasmOp.F32ReinterpretI32);
        else
            _code.Op(WasmOp.I64ReinterpretF64).I64Const(0x41DFFFFFFFFFFFFF).Op(WasmOp.I64And).Op(WasmOp.F64ReinterpretI64);
    }

    // NaNs get the canonical bits: all of them or, where operands are given, those made of NaNs.
    private void CanonicalNan(ValueType type, (int A, int B)? operands)
    {
        WasmOp equal = type == ValueType.F32 ? WasmOp.F32Eq : WasmOp.F64Eq;
        int result = operands?.A ?? HiddenLocal(type);
        if (operands is null)
            _code.LocalTee(result);
        if (type == ValueType.F32)
            _code.F32ConstBits(0x7FC00000);
        else
            _code.F64ConstBits(0x7FF8000000000000);
        _code.LocalGet(result).LocalGet(result).Op(equal);
        if (operands is (_, int b))
            _code.LocalGet(b).LocalGet(b).Op(equal).Op(WasmOp.I32And);
        _code.Op(WasmOp.Select);
    }

    private void CanonicalNanLanes(WasmOp op, (int A, int B)? operands)
    {
        bool isDouble = OpFacts.TextOf(op).StartsWith("f64x2", StringComparison.Ordinal);
        WasmOp equal = isDouble ? WasmOp.F64x2Eq : WasmOp.F32x4Eq;
        byte[] nans = new byte[16];
        for (int at = 0; at < 16; at += isDouble ? 8 : 4)
            BitConverter.GetBytes(isDouble ? 0x7FF8000000000000UL : 0x7FC00000UL).AsSpan(0, isDouble ? 8 : 4).CopyTo(nans.AsSpan(at));
        int result = operands?.A ?? HiddenLocal(ValueType.V128);
        if (operands is null)
            _code.LocalTee(result);
        _code.V128Const(nans).LocalGet(result).LocalGet(result).Op(equal);
        if (operands is (_, int b))
            _code.LocalGet(b).LocalGet(b).Op(equal).Op(WasmOp.V128And);
        _code.Op(WasmOp.V128Bitselect);
    }

    private void Immediates(WasmOp op)
    {
        switch (OpFacts.ImmediateOf(op))
        {
            case Imm.None:
                _code.Op(op);
                break;
            case Imm.MemArg or Imm.MemArgLane:
                int natural = OpFacts.AccessBytesOf(op);
                int aligned = _dice.OneIn(3) ? 1 << _dice.Roll(System.Numerics.BitOperations.Log2((uint)natural) + 1) : natural;
                _code.Memory(op, aligned, Offset());
                if (OpFacts.ImmediateOf(op) == Imm.MemArgLane)
                    _code.Append([(byte)_dice.Roll(OpTable.LanesOf(op))]);
                break;
            case Imm.Lane:
                _code.Op(op).Append([(byte)_dice.Roll(OpTable.LanesOf(op))]);
                break;
            case Imm.Lanes16:
                _code.Op(op).Append([.. Enumerable.Range(0, 16).Select(_ => (byte)_dice.Roll(32))]);
                break;
            case Imm.MemoryIndex:
                _code.Op(op, 0);
                break;
            default:
                throw new InvalidOperationException($"the generator does not know the immediates of {op}");
        }
    }

    private ulong Offset() => _dice.Roll(100) switch
    {
        0 => 65536,
        1 => uint.MaxValue,
        2 => (ulong)_dice.Between(65520, 65540),
        < 30 => (ulong)_dice.Roll(300),
        _ => 0,
    };

    // Mostly inside of the memory, often unaligned, now and then across its end.
    private void Address(int accessBytes, int depth)
    {
        switch (_dice.Roll(40))
        {
            case 0:
                Value(ValueType.I32, depth);
                break;
            case 1 or 2 or 3:
                _code.I32Const((_plan.MemoryPages * 65536) - accessBytes + _dice.Pick(0, 0, 0, 0, -1, 1));
                break;
            case < 14:
                Value(ValueType.I32, depth);
                _code.I32Const(_dice.Pick(0xFF, 0xFFF, 0x7FFF)).Op(WasmOp.I32And);
                break;
            default:
                _code.I32Const(_dice.Roll(_dice.Pick(16, 64, 1000, 60000)));
                break;
        }
    }

    private void TableIndex(int depth)
    {
        if (_dice.OneIn(8))
        {
            Value(ValueType.I32, depth);
            if (_dice.Percent(80))
                _code.I32Const(3).Op(WasmOp.I32And);
        }
        else
        {
            _code.I32Const(_dice.OneIn(40) ? 1000 : _dice.Roll(5));
        }
    }

    // A value by way of br_if: where a label takes just that type, it may leave with it.
    private void BranchingIf(ValueType type, int depth)
    {
        List<int> depths = DepthsTaking([type]);
        Value(type, depth);
        if (depths.Count == 0)
            return;
        Value(ValueType.I32, depth);
        _code.BrIf(_dice.PickFrom(depths));
    }
}
