using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Descriptors;

namespace Krait.Guests.Emscripten;

/// <summary>The system below one guest that Emscripten compiled: files, clocks and everything else its C library asks for.</summary>
/// <remarks>One thread at a time, like the instance. Descriptors, streams, clocks and random numbers are those of a <see cref="WasiHost"/>.</remarks>
internal sealed class EmscriptenHost : IDisposable
{
    private readonly ConditionalWeakTable<Descriptor, OpenDirectory> _directories = [];

    public EmscriptenHost(WasiOptions options, ImmutableArray<WasiMount> mounts)
    {
        Wasi = new WasiHost(options);
        Paths = new PathSpace(mounts, options);
    }

    public WasiHost Wasi { get; }

    public PathSpace Paths { get; }

    /// <summary>What <c>umask</c> answers; files have no permissions of their own here.</summary>
    public int FileModeMask { get; set; } = 0x12;

    /// <summary>The guest's function table, for host functions that call back.</summary>
    public TableCalls? Calls { get; private set; }

    /// <summary>The guest's stack pointer; null where the guest jumps by itself.</summary>
    public GuestStackPointer? Stack { get; private set; }

    public static EmscriptenHost Of(Instance instance) => Unsafe.As<EmscriptenHost>(instance.HostState!);

    /// <summary>Becomes the host of an instance that was just made.</summary>
    public void Attach(Instance instance)
    {
        instance.HostState = this;
        Calls = new TableCalls(instance.GetTable("__indirect_function_table"));
        if (instance.TryGetFunction("setThrew", out _) && instance.TryGetFunction("_emscripten_stack_restore", out _))
            Stack = new GuestStackPointer(instance);
    }

    /// <summary>What is kept with an open directory, or null if the descriptor is none.</summary>
    public OpenDirectory? DirectoryAt(uint fd) =>
        Wasi.Descriptors.Find(fd) is { } descriptor && _directories.TryGetValue(descriptor, out OpenDirectory? directory) ? directory : null;

    public void Remember(Descriptor descriptor, string path) => _directories.Add(descriptor, new OpenDirectory(path));

    public void Dispose()
    {
        Wasi.Dispose();
        Paths.Dispose();
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
