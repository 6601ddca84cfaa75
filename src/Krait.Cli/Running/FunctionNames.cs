using System.Collections.Generic;
using System.Globalization;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>What the functions of a module are called in listings: from the name section, else an export, else by index.</summary>
internal sealed class FunctionNames
{
    private readonly Module _module;
    private readonly Dictionary<int, string> _exports = [];

    public FunctionNames(Module module)
    {
        _module = module;
        foreach (Export export in module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                _exports.TryAdd(export.Index, export.Name);
        }
    }

    /// <param name="functionIndex">Index in the function space, imports first.</param>
    public string this[int functionIndex] =>
        _module.Names.FunctionName(functionIndex) is { } name || _exports.TryGetValue(functionIndex, out name)
            ? name
            : "func[" + functionIndex.ToString(CultureInfo.InvariantCulture) + "]";
}
