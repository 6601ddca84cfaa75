using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Runtime;
using Krait.Wasm;

namespace Krait.Testing;

// The form "snapshot": every instance is, as soon as it is made, written to bytes as a snapshot and made again from them, so
// that all that the tests do afterwards happens to restored state. A snapshot has memories, tables and globals of its own, so
// instances that import such from somebody, or that are linked with others, stay as they were made. They are counted.

/// <summary>Replaces instances by ones made from their snapshots.</summary>
internal static class RestoredInstances
{
    private static readonly Lock s_gate = new();
    private static readonly SortedDictionary<string, int> s_counts = []; // guarded by s_gate

    static RestoredInstances()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) => Console.WriteLine($"instances: {Counts()}");
    }

    /// <summary>The same instance from its snapshot, where it can have one.</summary>
    public static Instance Replace(Linker linker, Instance made, InstanceOptions options)
    {
        if (made.Module.Imports.Any(static import => import.Type.Kind is ExternalKind.Memory or ExternalKind.Table or ExternalKind.Global))
            return Keep(made, "not restored because they import what is shared");
        MemoryStream stream = new();
        try
        {
            using Snapshot snapshot = made.TakeSnapshot();
            snapshot.Save(stream);
        }
        catch (InvalidOperationException error)
        {
            return Keep(made, $"not restored because {Reason(error)}");
        }

        stream.Position = 0;
        using Snapshot loaded = Snapshot.Load(made.Module, stream);
        Instance restored = loaded.Instantiate(linker, options);
        restored.Store.Charge(made.FuelUsed);
        made.Dispose();
        return Keep(restored, "restored");
    }

    private static string Reason(InvalidOperationException error) => error.Message switch
    {
        var message when message.Contains("linked with others", StringComparison.Ordinal) || message.Contains("while it runs", StringComparison.Ordinal) => "they are linked with others",
        var message when message.Contains("which a snapshot cannot keep", StringComparison.Ordinal) => "they hold references that mean something to one instance only",
        var message when message.Contains("traces or profiles", StringComparison.Ordinal) => "their functions are traced or profiled",
        _ => throw error,
    };

    private static Instance Keep(Instance instance, string what)
    {
        lock (s_gate)
            s_counts[what] = s_counts.GetValueOrDefault(what) + 1;
        return instance;
    }

    private static string Counts()
    {
        lock (s_gate)
            return string.Join(", ", s_counts.Select(static count => $"{count.Value} {count.Key}"));
    }
}
