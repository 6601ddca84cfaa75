using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Krait.Guests.Errors;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

/// <summary>The system below one guest that Emscripten compiled: files, clocks and everything else its C library asks for.</summary>
/// <remarks>One thread at a time, like the instance. Descriptors, streams, clocks and random numbers are those of a <see cref="WasiHost"/>.</remarks>
internal sealed class EmscriptenHost : IDisposable, IInstanceState
{
    private readonly ConditionalWeakTable<Descriptor, OpenDirectory> _directories = [];
    private readonly ImmutableArray<WasiMount> _mounts;
    private readonly IFileSystem? _library;
    private readonly long _scratchBytes;
    private readonly HostImage _beginning;
    private MemoryFileSystem _scratch;
    private Instance? _instance;
    private GuestHeap? _heap;

    /// <param name="options">Streams, clocks, random numbers, environment.</param>
    /// <param name="library">Files at <c>/</c> that every guest of the kind finds; null for none.</param>
    /// <param name="scratchBytes">What the files may take that the guest writes over them.</param>
    /// <param name="mounts">What else is granted.</param>
    /// <param name="beginning">What the guest finds, and finds again after a reset.</param>
    public EmscriptenHost(WasiOptions options, IFileSystem? library, long scratchBytes, ImmutableArray<WasiMount> mounts, HostImage beginning)
    {
        _library = library;
        _scratchBytes = Math.Max(scratchBytes, MemoryFileSystem.NodeBytes);
        _mounts = mounts;
        _beginning = beginning;
        Sources = new ExecutedSources(beginning.Sources);
        Wasi = new WasiHost(options with { Signal = Signals.Waiting });
        Begin();
    }

    public WasiHost Wasi { get; }

    public PathSpace Paths { get; private set; }

    public GuestSignals Signals { get; } = new();

    /// <summary>What was handed in to run.</summary>
    public ExecutedSources Sources { get; }

    /// <summary>What <c>umask</c> answers; files have no permissions of their own here.</summary>
    public int FileModeMask { get; set; }

    /// <summary>The guest's function table, for host functions that call back.</summary>
    public TableCalls? Calls { get; private set; }

    /// <summary>The guest's stack pointer; null where the guest jumps by itself.</summary>
    public GuestStackPointer? Stack { get; private set; }

    /// <summary>Functions of the host that the guest's program can call; null for none.</summary>
    public IHostCalls? Functions { get; set; }

    /// <summary>Objects of the host that the guest's program can call; null for none.</summary>
    public IProxyCalls? Proxies { get; set; }

    /// <summary>The guest's heap.</summary>
    public GuestHeap Heap => _heap ??= new GuestHeap(_instance!);

    public static EmscriptenHost Of(Instance instance) => Unsafe.As<EmscriptenHost>(instance.HostState!);

    /// <summary>Becomes the host of an instance that was just made.</summary>
    public void Attach(Instance instance)
    {
        instance.HostState = this;
        instance.AddState(this);
        _instance = instance;
        Signals.Attach(instance);
        Calls = new TableCalls(instance.GetTable("__indirect_function_table"));
        if (instance.TryGetFunction("setThrew", out _) && instance.TryGetFunction("_emscripten_stack_restore", out _))
            Stack = new GuestStackPointer(instance);
    }

    /// <summary>What is kept with an open directory, or null if the descriptor is none.</summary>
    public OpenDirectory? DirectoryAt(uint fd) =>
        Wasi.Descriptors.Find(fd) is { } descriptor && _directories.TryGetValue(descriptor, out OpenDirectory? directory) ? directory : null;

    public void Remember(Descriptor descriptor, string path) => _directories.Add(descriptor, new OpenDirectory(path));

    /// <summary>Files and settings that are the guest's and lie outside of its memory.</summary>
    public HostImage TakeImage() => new(
        _scratch.UsedBytes > MemoryFileSystem.NodeBytes ? _scratch.Copy(_scratchBytes) : null,
        Paths.CurrentDirectory,
        FileModeMask,
        Sources.ToImage());

    /// <summary>Descriptors that are open, which no image holds.</summary>
    public string? FindObstacle() => Wasi.FindObstacle();

    /// <summary>Closes what is open and goes back to the files of the beginning.</summary>
    public void Reset()
    {
        Wasi.Reset();
        Signals.Leave(0);
        Signals.ForgetSleep();
        Paths.Dispose();
        Sources.Reset();
        Begin();
    }

    public void Dispose()
    {
        Wasi.Dispose();
        Paths.Dispose();
        Signals.Dispose();
    }

    [MemberNotNull(nameof(_scratch), nameof(Paths))]
    private void Begin()
    {
        _scratch = _beginning.Files?.Copy(_scratchBytes) ?? new MemoryFileSystem(_scratchBytes);
        Paths = new PathSpace(
            [new WasiMount("/", _library is null ? _scratch : new LayeredFileSystem(_library, _scratch)), .. _mounts], Wasi.Options)
        {
            CurrentDirectory = _beginning.CurrentDirectory,
        };
        FileModeMask = _beginning.FileModeMask;
    }
}

/// <summary>An open directory's path and how far it has been listed.</summary>
internal sealed class OpenDirectory(string path)
{
    /// <summary>Absolute.</summary>
    public string Path { get; } = path;

    /// <summary>Number of the entry that comes next.</summary>
    public ulong Next { get; set; }

    /// <summary>The entries as they were when listing began.</summary>
    public IReadOnlyList<DirectoryEntry> Entries { get; set; } = [];
}
