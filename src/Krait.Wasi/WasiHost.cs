using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Krait.Runtime;
using Krait.Wasi.Descriptors;

namespace Krait.Wasi;

/// <summary>The world of one guest: its arguments, clocks and open files.</summary>
/// <remarks>
/// Made by <see cref="WasiLinker"/> when an instance first calls, or by hand to share one world among linked instances. One thread at a
/// time, like the instance. Disposing flushes the standard streams and closes what the guest opened; without it the garbage
/// collector closes the files.
/// </remarks>
public sealed class WasiHost : IDisposable, IInstanceState
{
    private static readonly ConditionalWeakTable<Instance, WasiHost> s_hosts = [];

    private readonly ConditionalWeakTable<Instance, WasiHost> _served = [];
    private readonly WeakReference<Instance?> _lastServed = new(null);
    private bool _isDisposed;

    /// <summary>Opens the mounts and prepares everything else.</summary>
    /// <exception cref="ArgumentException">An argument or variable contains NUL, or a limit is not positive.</exception>
    /// <exception cref="System.IO.IOException">A mount cannot be opened.</exception>
    public WasiHost(WasiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        Options = options;
        Arguments = [.. options.Arguments.Select(static text => Encoding.UTF8.GetBytes(text + "\0"))];
        Environment = [.. options.Environment.Select(static text => Encoding.UTF8.GetBytes(text + "\0"))];
        StartNs = options.Clock.MonotonicNs;
        Descriptors = new DescriptorTable(options);
    }

    /// <summary>What the guest is granted.</summary>
    public WasiOptions Options { get; }

    /// <summary>Descriptors that are open.</summary>
    public int OpenFiles => Descriptors.Count;

    /// <summary>Each argument in UTF-8 with its NUL.</summary>
    internal ImmutableArray<byte[]> Arguments { get; }

    /// <summary>Each variable in UTF-8 with its NUL.</summary>
    internal ImmutableArray<byte[]> Environment { get; }

    /// <summary>The monotonic clock when the guest began.</summary>
    internal long StartNs { get; private set; }

    internal DescriptorTable Descriptors { get; }

    /// <summary>The world of an instance that was made with <see cref="WasiLinker.DefineWasi(Linker, WasiOptions)"/>, once it has called a WASI function.</summary>
    /// <returns>Null before that.</returns>
    public static WasiHost? Of(Instance instance) => s_hosts.TryGetValue(instance, out WasiHost? host) ? host : null;

    /// <summary>Flushes the standard streams and closes what the guest opened. The guest's later calls find no descriptor.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        Descriptors.CloseAll();
    }

    /// <summary>Opened and changed descriptors, which a snapshot would lose. Arguments, environment and mounts are granted anew.</summary>
    /// <returns>Null where the guest has opened, closed and changed nothing.</returns>
    public string? FindObstacle() => Descriptors.FindChange();

    /// <summary>
    /// Closes what the guest opened and opens the mounts anew; output counts from 0 again, and the guest begins at this moment.
    /// Streams, sockets and random numbers go on where they are.
    /// </summary>
    /// <exception cref="System.IO.IOException">A mount cannot be opened any more.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        StartNs = Options.Clock.MonotonicNs;
        Descriptors.Reset();
    }

    internal static WasiHost OfOrNew(Instance instance, WasiOptions options)
    {
        if (s_hosts.TryGetValue(instance, out WasiHost? host))
            return host;
        host = s_hosts.GetValue(instance, _ => new WasiHost(options));
        instance.AddState(host);
        return host;
    }

    /// <summary>This world, for an instance that shares it with others and may be new to it.</summary>
    internal WasiHost For(Instance instance)
    {
        if (_lastServed.TryGetTarget(out Instance? last) && ReferenceEquals(last, instance))
            return this;
        _lastServed.SetTarget(instance);
        if (_served.TryAdd(instance, this))
            instance.AddState(this);
        return this;
    }

    private static void Check(WasiOptions options)
    {
        if (options.Arguments.Concat(options.Environment).Any(static text => text.Contains('\0', StringComparison.Ordinal)))
            throw new ArgumentException("arguments and variables without NUL were expected", nameof(options));
        ReadOnlySpan<int> limits =
        [
            options.MaximumOpenFiles, options.MaximumPathBytes, options.MaximumPathDepth, options.MaximumLinksFollowed,
            options.MaximumBuffers, options.MaximumSubscriptions, options.MaximumDirectoryEntries,
        ];
        foreach (int limit in limits)
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(options));
        ReadOnlySpan<long> sizes = [options.MaximumOutputBytes ?? 0, options.MaximumErrorBytes ?? 0, options.MaximumFileBytes ?? 0];
        foreach (long size in sizes)
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(options));
    }
}
