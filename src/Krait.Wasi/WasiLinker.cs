using System;
using Krait.Runtime;
using Krait.Wasi.Abi;

namespace Krait.Wasi;

/// <summary>Gives guests the functions of WASI preview 1.</summary>
public static class WasiLinker
{
    /// <summary>The module name under which guests import them.</summary>
    public const string ModuleName = "wasi_snapshot_preview1";

    /// <summary>Defines all 46 functions. Every instance gets a world of its own when it first calls one of them.</summary>
    /// <param name="linker">Gets the definitions.</param>
    /// <param name="options">What each instance is granted.</param>
    /// <returns>The linker, to chain.</returns>
    /// <remarks>
    /// Dispose <see cref="WasiHost.Of(Instance)"/> when a guest has ended, to flush its output and close its files. A wrong mount is reported
    /// by the guest's first call; check with a <see cref="WasiHost"/> of your own to know earlier.
    /// </remarks>
    public static Linker DefineWasi(this Linker linker, WasiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Define(linker, new WasiDelegates(instance => WasiHost.OfOrNew(instance, options)));
    }

    /// <summary>Defines all 46 functions for one world, which all instances of the linker share.</summary>
    /// <param name="linker">Gets the definitions.</param>
    /// <param name="host">The world; the caller disposes it.</param>
    /// <returns>The linker, to chain.</returns>
    public static Linker DefineWasi(this Linker linker, WasiHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Define(linker, new WasiDelegates(host.For));
    }

    private static Linker Define(Linker linker, WasiDelegates delegates)
    {
        ArgumentNullException.ThrowIfNull(linker);
        foreach (WasiFunction function in WasiFunctions.All)
            delegates.Define(linker, ModuleName, function);
        return linker;
    }
}
