namespace Krait.Python.Ir.Passes;

/// <summary>Exports a function directly where its wrapper would only pass its arguments on.</summary>
internal static class ForwardExports
{
    public static void Run(IrModule module)
    {
        foreach (IrFunction wrapper in module.Functions.ToArray())
        {
            if (wrapper.ForwardsTo is not { } target || target.ExportName is not null || (target.IsCatchable && target.MayRaise))
                continue;
            target.ExportName = wrapper.ExportName;
            wrapper.ExportName = null;
            module.Functions.Remove(wrapper);
        }
    }
}
