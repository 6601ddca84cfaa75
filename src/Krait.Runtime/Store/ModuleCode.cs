using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Runtime.Tracing;
using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>The code of one module, whatever runs it, and what is needed to link it.</summary>
internal abstract unsafe class ModuleCode
{
    private readonly TypeLease _types;
    private Dictionary<int, string>? _exportNames; // made when a name is first asked for
    private nint[]? _code;
    private nint[]? _stubs;
    private int[]? _recordTypes;

    protected ModuleCode(Module module, ContextLayout layout, TypeLease types)
    {
        Module = module;
        Layout = layout;
        _types = types;
    }

    public Module Module { get; }

    public ContextLayout Layout { get; }

    /// <summary>What stands in a record for a defined function: the code's address, or what else the provider knows it by.</summary>
    /// <param name="function">Index in the function space, one that has a record.</param>
    public abstract nint AddressOf(int function);

    /// <summary>What stands in the record of a function that has no code yet, with the record as its context; 0 where there is code.</summary>
    /// <param name="function">Index in the function space, one that has a record.</param>
    public virtual nint StubOf(int function) => 0;

    /// <summary>Whether a function has code, so that <see cref="AddressOf"/> gives its final place.</summary>
    /// <param name="function">Index in the function space, one that has a record.</param>
    public virtual bool HasCode(int function) => true;

    /// <summary>
    /// Writes the records of all functions that have one. Addresses are asked for once: asking for thousands of them took most of the
    /// time of an instantiation.
    /// </summary>
    /// <param name="context">The context block of the instance that the records are for.</param>
    /// <param name="owner">The weak handle of that instance.</param>
    public void WriteRecords(byte* context, nint owner)
    {
        // Threads that write the same words at the same time write the same values.
        int count = Layout.RecordedFunctions.Count;
        nint[] code = _code ??= new nint[count];
        nint[] stubs = _stubs ??= new nint[count];
        int[] types = _recordTypes ??= [.. Layout.RecordedFunctions.Select(function => TypeNumberOf(Module.FunctionTypeIndices[function]))];
        FunctionRecord* next = (FunctionRecord*)(context + Layout.FirstRecord);
        for (int i = 0; i < count; i++)
        {
            // SAFETY: the layout has room for as many records as it lists functions.
            int function = Layout.RecordedFunctions[i];
            if (code[i] == 0 && HasCode(function))
                code[i] = AddressOf(function);
            if (code[i] == 0 && stubs[i] == 0 && (stubs[i] = StubOf(function)) == 0)
                code[i] = AddressOf(function);
            nint known = code[i];
            *next = new FunctionRecord
            {
                Code = known != 0 ? known : stubs[i],
                Context = known != 0 ? (nint)context : (nint)next,
                TypeId = types[i],
                FunctionIndex = function,
                Owner = owner,
            };
            next++;
        }
    }

    public int TypeNumberOf(int typeIndex) => _types[typeIndex];

    public string FunctionName(int index)
    {
        if (Module.Names.Functions.TryGetValue(index, out string? name) || (_exportNames ??= ExportNames()).TryGetValue(index, out name))
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

    // Threads that make it at the same time make the same.
    private Dictionary<int, string> ExportNames()
    {
        Dictionary<int, string> names = [];
        foreach (Export export in Module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                names.TryAdd(export.Index, export.Name);
        }

        return names;
    }
}
