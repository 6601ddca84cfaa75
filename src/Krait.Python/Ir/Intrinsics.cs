using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>Builds what only the runtime library may call: raw memory, addresses, the heap, the host.</summary>
internal sealed class Intrinsics(FunctionBuilder function, TypeMap map)
{
    /// <summary>Builds one intrinsic call.</summary>
    public Value Build(Call call, BuiltinRow row)
    {
        function.Module.Module.UsesMemory = true;
        PyType result = row.Result ?? PyType.None;
        return row.Special switch
        {
            Special.Load8 => Load(call, WasmOp.I64Load8U, PyType.Int),
            Special.Load32 => Load(call, WasmOp.I64Load32U, PyType.Int),
            Special.Load64 => Load(call, WasmOp.I64Load, PyType.Int),
            Special.LoadF64 => Load(call, WasmOp.F64Load, PyType.Float),
            Special.Store8 => Store(call, WasmOp.I64Store8),
            Special.Store32 => Store(call, WasmOp.I64Store32),
            Special.Store64 => Store(call, WasmOp.I64Store),
            Special.StoreF64 => Store(call, WasmOp.F64Store),
            Special.MemoryCopy => Effect(call, WasmOp.MemoryCopy),
            Special.MemoryFill => Effect(call, WasmOp.MemoryFill),
            Special.MemoryGrow => new Value(result, Make.Op(WasmOp.I64ExtendI32S, IrType.I64, Make.Op(WasmOp.MemoryGrow, IrType.I32, Address(call, 0)))),
            Special.MemorySize => new Value(result, Make.Widen(Make.Op(WasmOp.MemorySize, IrType.I32))),
            Special.Address => new Value(result, Make.Widen(function.ToExpression(function.Build(call.Args[0])))),
            Special.AsStr or Special.AsListStr => new Value(result, Address(call, 0)),
            Special.AsLike => AsLike(call),
            Special.Item => new Value(ElementOf(call), new IrLoad(Layouts.ElementLoad(ElementOf(call)), ElementOf(call).Held, Item(call), 0, IrRegion.ListElement)),
            Special.SetItem => SetItem(call),
            Special.ItemSize => new Value(result, Make.I64(Layouts.ElementBytes(ElementOf(call)))),
            Special.SameItem => new Value(result, SameItem(call)),
            Special.Data => new Value(result, Make.Widen(function.Module.LibraryData(function.Source, ((Name)call.Args[0]).Id))),
            Special.HeapTop => new Value(result, Make.Widen(new IrGlobalGet(function.Module.HeapTop))),
            Special.SetHeapTop => SetHeapTop(call),
            Special.HostPrint => new Value(result, new IrCall(function.Module.Import("python", "py_print", "ii", IrType.Void), [Address(call, 0), Address(call, 1)], function.Site(call))),
            Special.LessUnsigned => new Value(result, Make.Test(WasmOp.I64LtU, Int(call, 0), Int(call, 1))),
            Special.HostImport => HostImport(call, row),
            _ => throw new InternalErrorException($"no code for builtin '{row.Name}'"),
        };
    }

    private IrExpr Int(Call call, int index) => function.BuildAs(call.Args[index], PyType.Int);

    private IrExpr Address(Call call, int index) => Make.Narrow(Int(call, index));

    // A constant offset goes into the instruction; it must not wrap, so negative ones are added.
    private (IrExpr Address, int Offset) Place(Call call, int offsetIndex, int count)
    {
        IrExpr address = Address(call, 0);
        if (call.Args.Length < count)
            return Split(address);
        IrExpr offset = Address(call, offsetIndex);
        return offset is IrConst { Bits: >= 0 } constant ? (address, (int)constant.Bits) : (Make.Add32(address, offset), 0);
    }

    // load32(p + 8): the sum of an address and a small constant.
    private static (IrExpr Address, int Offset) Split(IrExpr address) =>
        address is IrApply { Op: WasmOp.I32WrapI64, Args: [IrApply { Op: WasmOp.I64Add, Args: [var p, IrConst { Bits: >= 0 and < 65536 } offset] }] }
            ? (Make.Narrow(p), (int)offset.Bits)
            : (address, 0);

    private Value Load(Call call, WasmOp op, PyType type)
    {
        (IrExpr address, int offset) = Place(call, 1, 2);
        return new Value(type, new IrLoad(op, type.Held, address, offset, IrRegion.Raw));
    }

    private Value Store(Call call, WasmOp op)
    {
        (IrExpr address, int offset) = Place(call, 1, 3);
        IrExpr value = function.ToExpression(function.Build(call.Args[^1]));
        return Do(new IrStore(op, address, value, offset, IrRegion.Raw));
    }

    private Value Effect(Call call, WasmOp op) => Do(new IrEffect(op, Address(call, 0), Address(call, 1), Address(call, 2)));

    private static Value Do(IrStmt statement) => new(PyType.None, new IrSequence([statement], Make.I32(0)));

    private Value AsLike(Call call) => new(map[call.Args[0]], Address(call, 1));

    private PyType ElementOf(Call call) => IrBuilder.Settle(((ListType)function.TypeOfExpression(call.Args[0])).Element);

    private IrExpr Item(Call call)
    {
        IrExpr list = function.ToExpression(function.Build(call.Args[0]));
        IrExpr items = new IrLoad(WasmOp.I32Load, IrType.I32, list, Layouts.ListItems, IrRegion.ListItems);
        return Make.Add32(items, FunctionBuilder.Scale(Address(call, 1), Layouts.ElementBytes(ElementOf(call))));
    }

    private Value SetItem(Call call)
    {
        PyType element = ElementOf(call);
        return Do(new IrStore(Layouts.ElementStore(element), Item(call), function.BuildAs(call.Args[2], element), 0, IrRegion.ListElement));
    }

    private IrExpr SameItem(Call call) => function.Values.EqualItems(function.Build(call.Args[0]), function.Build(call.Args[1]), function.Site(call));

    private Value SetHeapTop(Call call) => Do(new IrSetGlobal(function.Module.HeapTop, Address(call, 0)));

    private Value HostImport(Call call, BuiltinRow row)
    {
        // The letters of the row are the import's parameters: i an address or length, l an int.
        string parameters = row.Parameters;
        IrExpr[] arguments = [.. parameters.Select((letter, i) => letter == 'i' ? Address(call, i) : Int(call, i))];
        IrType held = row.Result!.Held == IrType.F64 ? IrType.F64 : IrType.I32;
        bool isVoid = ReferenceEquals(row.Result, PyType.None);
        IrFunction import = function.Module.Import("env", row.Library!, parameters, isVoid ? IrType.Void : held);
        IrExpr result = new IrCall(import, arguments, function.Site(call));
        return new Value(row.Result, ReferenceEquals(row.Result, PyType.Int) ? Make.Widen(result) : result);
    }
}
