using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Python.Ir.Passes;

// A list's length and items, and everything about a string, are read from memory at each use after lowering.
// Inside a loop that changes no list header, they are read once before the loop. Reading early is safe:
// every address that a local can hold, 0 for None among them, lies in memory.

/// <summary>Moves reads of list and string headers out of loops that do not change them.</summary>
internal sealed class HoistHeaders : IrRewriter
{
    private readonly HashSet<IrFunction> _changesLists;
    private readonly List<Scope> _scopes = [];
    private int _names;

    private HoistHeaders(HashSet<IrFunction> changesLists)
    {
        _changesLists = changesLists;
    }

    /// <summary>Rewrites every function that has a loop.</summary>
    public static void Run(IrModule module)
    {
        HashSet<IrFunction> changesLists = ListChanges.FindFunctions(module);
        foreach (IrFunction function in module.Functions)
        {
            if (function.Import is null)
                function.Body = new HoistHeaders(changesLists).Rewrite(function.Body);
        }
    }

    protected override void Rewrite(IrStmt statement, List<IrStmt> into)
    {
        if (statement is not IrLoop loop)
        {
            base.Rewrite(statement, into);
            return;
        }

        LoopEffects effects = LoopEffects.Of(loop, _changesLists);
        var scope = new Scope(effects);
        _scopes.Add(scope);
        List<IrStmt> body = Rewrite(loop.Body);
        _scopes.RemoveAt(_scopes.Count - 1);
        into.AddRange(scope.Before);
        into.Add(new IrLoop(loop.Label, body, loop.Span));
    }

    protected override IrExpr Rewrite(IrExpr expression)
    {
        bool isLength = expression is IrApply { Op: WasmOp.I64ExtendI32U, Args: [IrLoad] };
        var load = isLength ? (IrLoad)((IrApply)expression).Args[0] : expression as IrLoad;
        if (load is { Address: IrLocalGet get } && IsHeader(load) && FindScope(load, get.Local) is { } scope)
            return Make.Get(scope.Local(get.Local, load.Offset, isLength, expression, ref _names));
        return base.Rewrite(expression);
    }

    private static bool IsHeader(IrLoad load) => load.Region is IrRegion.ListLength or IrRegion.ListItems
        || (load.Region == IrRegion.Immutable && load.Op == WasmOp.I32Load && load.Offset < Emit.Layouts.StrChars);

    // The outermost loop around the read in which nothing changes what is read.
    private Scope? FindScope(IrLoad load, IrLocal local)
    {
        Scope? found = null;
        for (int i = _scopes.Count - 1; 0 <= i; i--)
        {
            Scope scope = _scopes[i];
            if (scope.Assigned.Contains(local) || (scope.ChangesLists && load.Region != IrRegion.Immutable))
                break;
            found = scope;
        }

        return found;
    }

    /// <summary>A loop and what is read before it.</summary>
    private sealed class Scope(LoopEffects effects)
    {
        private readonly Dictionary<(IrLocal, int, bool), IrLocal> _locals = [];

        public bool ChangesLists => effects.ChangesLists;

        public HashSet<IrLocal> Assigned => effects.Changed;

        public List<IrStmt> Before { get; } = [];

        public IrLocal Local(IrLocal owner, int offset, bool isLength, IrExpr value, ref int names)
        {
            if (!_locals.TryGetValue((owner, offset, isLength), out IrLocal? local))
            {
                local = new IrLocal("h" + names++, value.Type);
                _locals.Add((owner, offset, isLength), local);
                Before.Add(new IrSet(local, value));
            }

            return local;
        }
    }
}
