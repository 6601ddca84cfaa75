using System.Collections.Generic;
using System.Globalization;
using Krait.Runtime.Tracing;
using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>The code of one module, whatever runs it, and what is needed to link it.</summary>
internal abstract class ModuleCode
{
    private readonly TypeLease _types;
    private readonly Dictionary<int, string> _exportNames = [];

    protected ModuleCode(Module module, ContextLayout layout, TypeLease types)
    {
        Module = module;
        Layout = layout;
        _types = types;
        foreach (Export export in module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                _exportNames.TryAdd(export.Index, export.Name);
        }
    }

    public Module Module { get; }

    public ContextLayout Layout { get; }

    /// <summary>What stands in a record for a defined function: the code's address, or what else the provider knows it by.</summary>
    /// <param name="function">Index in the function space, one that has a record.</param>
    public abstract nint AddressOf(int function);

    /// <summary>What stands in the record of a function that has no code yet, with the record as its context; 0 where there is code.</summary>
    /// <param name="function">Index in the function space, one that has a record.</param>
    public virtual nint StubOf(int function) => 0;

    public int TypeNumberOf(int typeIndex) => _types[typeIndex];

    public string FunctionName(int index)
    {
        if (Module.Names.Functions.TryGetValue(index, out string? name) || _exportNames.TryGetValue(index, out name))
            return name;
        return string.Create(CultureInfo.InvariantCulture, $"func[{index}]");
    }

    /// <summary>What the module was rewritten from; null where nobody traces or profiles.</summary>
    public RewrittenModule? Rewritten { get; set; }

    public GuestFrame FrameAt(TrapSite site)
    {
        int offset = Rewritten?.OriginalOffset(site.FunctionIndex, site.CodeOffset) ?? site.CodeOffset;
        return new GuestFrame(site.FunctionIndex, FunctionName(site.FunctionIndex), offset) { SourceMap = (Rewritten?.Original ?? Module).Source };
    }
}
