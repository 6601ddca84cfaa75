using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>Short ways to write IR expressions; folds what is constant.</summary>
internal static class Make
{
    public static IrConst I32(int value) => new(IrType.I32, value);

    public static IrConst I64(long value) => new(IrType.I64, value);

    public static IrConst F64(double value) => new(IrType.F64, System.BitConverter.DoubleToInt64Bits(value));

    public static IrLocalGet Get(IrLocal local) => new(local);

    /// <summary>An instruction whose operands and result have one type.</summary>
    public static IrExpr Op(WasmOp op, IrType type, params IrExpr[] args) => new IrApply(op, type, args);

    /// <summary>An instruction that gives a bool.</summary>
    public static IrExpr Test(WasmOp op, params IrExpr[] args) => new IrApply(op, IrType.I32, args);

    /// <summary>A call.</summary>
    public static IrExpr Call(IrFunction function, IrSite site, params IrExpr[] args) => new IrCall(function, args, site);

    public static IrExpr Add32(IrExpr a, int b)
    {
        if (b == 0)
            return a;
        return a is IrConst constant ? I32((int)constant.Bits + b) : Op(WasmOp.I32Add, IrType.I32, a, I32(b));
    }

    public static IrExpr Add32(IrExpr a, IrExpr b) => Op(WasmOp.I32Add, IrType.I32, a, b);

    public static IrExpr Not(IrExpr test) => test switch
    {
        IrConst constant => I32(constant.Bits == 0 ? 1 : 0),
        IrApply { Op: WasmOp.I32Eqz, Args: [IrApply inner] } when IsTest(inner.Op) => inner,
        IrApply apply when Opposite(apply.Op) is { } opposite => Test(opposite, apply.Args),
        _ => Test(WasmOp.I32Eqz, test),
    };

    /// <summary>An address or length as an int.</summary>
    public static IrExpr Widen(IrExpr value) =>
        value is IrConst constant ? I64((uint)constant.Bits) : Op(WasmOp.I64ExtendI32U, IrType.I64, value);

    /// <summary>A choice; between 0 and 1 the test itself is the answer.</summary>
    public static IrExpr Choose(IrExpr test, IrExpr whenTrue, IrExpr whenFalse) => (whenTrue, whenFalse) switch
    {
        (IrConst { Type: IrType.I64, Bits: 1 }, IrConst { Bits: 0 }) => Widen(AsBool(test)),
        (IrConst { Type: IrType.I64, Bits: 0 }, IrConst { Bits: 1 }) => Widen(Not(test)),
        _ => new IrChoose(test, whenTrue, whenFalse),
    };

    private static IrExpr AsBool(IrExpr test) =>
        test is IrApply apply && IsTest(apply.Op) ? test : Test(WasmOp.I32Ne, test, I32(0));

    /// <summary>The low half of an int.</summary>
    public static IrExpr Narrow(IrExpr value) => value switch
    {
        IrConst constant => I32((int)constant.Bits),
        IrApply { Op: WasmOp.I64ExtendI32U or WasmOp.I64ExtendI32S } extended => extended.Args[0],
        _ => Op(WasmOp.I32WrapI64, IrType.I32, value),
    };

    /// <summary>True for expressions that are free, have no effect and give the same value again as long as no statement runs.</summary>
    public static bool IsTrivial(IrExpr value) => value is IrConst or IrDataAddress or IrHeapBase or IrLocalGet;

    private static bool IsTest(WasmOp op) => Opposite(op) is not null || op is WasmOp.I32Eqz or WasmOp.I64Eqz;

    private static WasmOp? Opposite(WasmOp op) => op switch
    {
        WasmOp.I32Eq => WasmOp.I32Ne,
        WasmOp.I32Ne => WasmOp.I32Eq,
        WasmOp.I32LtS => WasmOp.I32GeS,
        WasmOp.I32GeS => WasmOp.I32LtS,
        WasmOp.I32GtS => WasmOp.I32LeS,
        WasmOp.I32LeS => WasmOp.I32GtS,
        WasmOp.I32LtU => WasmOp.I32GeU,
        WasmOp.I32GeU => WasmOp.I32LtU,
        WasmOp.I64Eq => WasmOp.I64Ne,
        WasmOp.I64Ne => WasmOp.I64Eq,
        WasmOp.I64LtS => WasmOp.I64GeS,
        WasmOp.I64GeS => WasmOp.I64LtS,
        WasmOp.I64GtS => WasmOp.I64LeS,
        WasmOp.I64LeS => WasmOp.I64GtS,
        WasmOp.I64LtU => WasmOp.I64GeU,
        WasmOp.I64GeU => WasmOp.I64LtU,
        _ => null,
    };
}
