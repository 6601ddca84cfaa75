using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir;

// The statement family of the IR. Control flow is structured, as in WebAssembly.

/// <summary>A statement of any kind.</summary>
internal abstract class IrStmt
{
    private protected IrStmt()
    {
    }
}

/// <summary>Writes a local.</summary>
internal sealed class IrSet(IrLocal local, IrExpr value) : IrStmt
{
    public IrLocal Local { get; } = local;

    public IrExpr Value { get; } = value;
}

/// <summary>Writes a global.</summary>
internal sealed class IrSetGlobal(IrGlobal global, IrExpr value) : IrStmt
{
    public IrGlobal Global { get; } = global;

    public IrExpr Value { get; } = value;
}

/// <summary>Writes memory.</summary>
internal sealed class IrStore(WasmOp op, IrExpr address, IrExpr value, int offset, IrRegion region) : IrStmt
{
    public WasmOp Op { get; } = op;

    public IrExpr Address { get; } = address;

    public IrExpr Value { get; } = value;

    public int Offset { get; } = offset;

    public IrRegion Region { get; } = region;
}

/// <summary>Evaluates an expression for its effect.</summary>
internal sealed class IrDo(IrExpr value) : IrStmt
{
    public IrExpr Value { get; } = value;
}

/// <summary>A plain instruction without result, such as <c>memory.copy</c>.</summary>
internal sealed class IrEffect(WasmOp op, params IrExpr[] args) : IrStmt
{
    public WasmOp Op { get; } = op;

    public IrExpr[] Args { get; } = args;
}

/// <summary>Runs one of two lists of statements.</summary>
internal sealed class IrIf(IrExpr test, List<IrStmt> whenTrue, List<IrStmt> whenFalse) : IrStmt
{
    public IrExpr Test { get; } = test;

    public List<IrStmt> WhenTrue { get; } = whenTrue;

    public List<IrStmt> WhenFalse { get; } = whenFalse;
}

/// <summary>Statements; a branch to the label goes to their end.</summary>
internal sealed class IrBlock(IrLabel label, List<IrStmt> body) : IrStmt
{
    public IrLabel Label { get; } = label;

    public List<IrStmt> Body { get; } = body;
}

/// <summary>Statements; a branch to the label goes back to their start. Falls out at the end.</summary>
internal sealed class IrLoop(IrLabel label, List<IrStmt> body, SourceSpan span) : IrStmt
{
    public IrLabel Label { get; } = label;

    public List<IrStmt> Body { get; } = body;

    public SourceSpan Span { get; } = span;
}

/// <summary>Goes to a label that encloses the statement.</summary>
internal sealed class IrBranch(IrLabel target) : IrStmt
{
    public IrLabel Target { get; } = target;
}

/// <summary>Leaves the function.</summary>
internal sealed class IrReturn(IrExpr? value) : IrStmt
{
    public IrExpr? Value { get; } = value;
}

/// <summary>Raises an exception whose message is constant.</summary>
internal sealed class IrRaise(IrSite site, int typeId, string? message) : IrStmt
{
    public IrSite Site { get; } = site;

    public int TypeId { get; } = typeId;

    /// <summary>The text that <c>str</c> of the exception gives; null for an exception without arguments.</summary>
    public string? Message { get; } = message;
}

/// <summary>Raises an exception whose type or message is known only when it runs.</summary>
internal sealed class IrRaiseDynamic(IrSite site, IrExpr typeId, IrExpr message, IrExpr? frameCount = null, IrExpr? serial = null) : IrStmt
{
    public IrSite Site { get; } = site;

    /// <summary>Where the exception was caught before: how many sites it had passed by then. Null for one that begins here.</summary>
    public IrExpr? FrameCount { get; } = frameCount;

    /// <summary>The number it had among all exceptions, or null: its sites are remembered as long as no other was raised.</summary>
    public IrExpr? Serial { get; } = serial;

    /// <summary>The exception type's number, <see cref="IrType.I32"/>.</summary>
    public IrExpr TypeId { get; } = typeId;

    /// <summary>The address of the message string, or 0.</summary>
    public IrExpr Message { get; } = message;
}

/// <summary>Ends the call with a trap that the debug section explains. Made by lowering; the type number is 0 where the exception globals say what happened.</summary>
internal sealed class IrTrap(IrSite site, int typeId, string? message) : IrStmt
{
    public IrSite Site { get; } = site;

    public int TypeId { get; } = typeId;

    public string? Message { get; } = message;
}

/// <summary>Leaves an export wrapper that has several results.</summary>
internal sealed class IrReturnMany(params IrExpr[] values) : IrStmt
{
    public IrExpr[] Values { get; } = values;
}
