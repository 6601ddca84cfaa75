using System;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>An interpreter at rest, from which any number of sandboxes begin: what it had imported and defined is there at once.</summary>
/// <remarks>
/// <para>
/// Sandboxes share the image's memory until they write to it. Files that Python wrote outside of mounts are part of it and are copied
/// for each of them; streams, mounts, limits, clocks and random numbers are those of each new sandbox.
/// </para>
/// <para>Thread-safe. Disposing frees the image once the sandboxes made from it are gone as well.</para>
/// </remarks>
public sealed class PythonImage : IDisposable
{
    private readonly Snapshot _snapshot;

    internal PythonImage(GuestModule module, Snapshot snapshot, HostImage host, int root)
    {
        Module = module;
        _snapshot = snapshot;
        Host = host;
        Root = root;
    }

    /// <summary>Which Python it is.</summary>
    public PythonInterpreter Interpreter => Module.Interpreter;

    /// <summary>Bytes that it takes, without pages of zeros.</summary>
    public long SizeBytes => _snapshot.ImageBytes;

    /// <summary>Whether nothing has run in it since it started, so that its copies have nothing to renew.</summary>
    internal bool IsFresh { get; init; }

    internal GuestModule Module { get; }

    internal HostImage Host { get; }

    /// <summary>See <see cref="IPythonGuest.Root"/>.</summary>
    internal int Root { get; }

    /// <summary>No more sandboxes are made from it; those that there are go on.</summary>
    public void Dispose() => _snapshot.Dispose();

    internal Instance Instantiate(EmscriptenHost host, InstanceOptions options) => Module.Instantiate(_snapshot, host, options);
}
