using System.Reflection;
using System.Runtime.Loader;

namespace Krait.Runtime.Persisting;

// Assemblies in collectible contexts do not use machine code that was compiled ahead of time, so only what holds
// none can be unloaded again.

/// <summary>Holds the assembly of one compiled module.</summary>
internal sealed class GuestLoadContext(bool isCollectible) : AssemblyLoadContext("Krait.Compiled", isCollectible)
{
    /// <summary>This engine, wherever it was loaded from; all else is the framework's.</summary>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        Assembly engine = typeof(Engine).Assembly;
        return assemblyName.Name == engine.GetName().Name ? engine : null;
    }
}
