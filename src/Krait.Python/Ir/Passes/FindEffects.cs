using System.Collections.Generic;

namespace Krait.Python.Ir.Passes;

/// <summary>
/// Finds out which functions may raise and whose exceptions a <c>try</c> can see.
/// Only the latter pay for handing exceptions back; all others trap where they raise.
/// </summary>
internal static class FindEffects
{
    /// <summary>Marks the functions of the module.</summary>
    public static void Run(IrModule module)
    {
        var callees = new Dictionary<IrFunction, HashSet<IrFunction>>();
        var pending = new Stack<IrFunction>();
        foreach (IrFunction function in module.Functions)
        {
            var called = new HashSet<IrFunction>();
            callees.Add(function, called);
            function.IsCatchable = false;
            function.MayRaise = false;
            Scan(function, called);
        }

        foreach (IrFunction function in module.Functions)
        {
            IrWalker.ForEachExpression(function.Body, expression =>
            {
                if (expression is IrCall { Site.Handler: not null } call)
                    pending.Push(call.Target);
            });
        }

        while (pending.TryPop(out IrFunction? function))
        {
            if (function.Import is not null || function.IsCatchable)
                continue;
            function.IsCatchable = true;
            foreach (IrFunction callee in callees[function])
                pending.Push(callee);
        }

        Spread(module, callees);
    }

    private static void Scan(IrFunction function, HashSet<IrFunction> called) => IrWalker.ForEach(
        function.Body,
        statement =>
        {
            // An exception that goes to a handler of the same function does not leave it.
            function.MayRaise |= statement is IrRaise { Site.Handler: null } or IrRaiseDynamic { Site.Handler: null };
        },
        expression =>
        {
            function.MayRaise |= expression is IrChecked { Site.Handler: null } or IrElement { Site.Handler: null, IsInBounds: false };
            if (expression is IrCall call)
                called.Add(call.Target);
        });

    private static void Spread(IrModule module, Dictionary<IrFunction, HashSet<IrFunction>> callees)
    {
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (IrFunction function in module.Functions)
            {
                if (function.MayRaise)
                    continue;
                foreach (IrFunction callee in callees[function])
                {
                    if (!callee.MayRaise)
                        continue;
                    function.MayRaise = true;
                    hasChanged = true;
                    break;
                }
            }
        }
    }
}
