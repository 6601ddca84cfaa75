using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;

namespace Krait.Guests;

/// <summary>Images of interpreters that have just started, from which sandboxes begin; made when they are first asked for.</summary>
internal static class StandardImages
{
    private static readonly ConcurrentDictionary<(PythonInterpreter Interpreter, int HeapBytes), Lazy<PythonImage>> s_images = [];

    /// <summary>Whether a sandbox with these options may begin as an image: nothing of its environment is read by a start only.</summary>
    public static bool Fits(PythonSandboxOptions options) =>
        !options.Environment.Any(static variable => variable.StartsWith("PYTHON", StringComparison.Ordinal));

    /// <summary>The image for a sandbox with these options.</summary>
    public static PythonImage For(PythonSandboxOptions options)
    {
        GuestModule module = GuestModule.For(options.Interpreter);
        int heapBytes = options.Interpreter == PythonInterpreter.MicroPython ? options.MicroPythonHeapBytes : 0;
        return s_images.GetOrAdd(
            (options.Interpreter, heapBytes),
            key => new Lazy<PythonImage>(() => Make(module, key.HeapBytes), LazyThreadSafetyMode.ExecutionAndPublication)).Value;
    }

    private static PythonImage Make(GuestModule module, int heapBytes)
    {
        PythonSandboxOptions options = PythonSandboxOptions.Default with { Interpreter = module.Interpreter };
        using PythonSandbox sandbox = PythonSandbox.Create(heapBytes == 0 ? options : options with { MicroPythonHeapBytes = heapBytes }, module);
        return sandbox.TakeImage(isFresh: true);
    }
}
