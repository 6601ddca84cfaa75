using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>Images of interpreters that have just started, from which sandboxes begin; loaded or made when they are first asked for.</summary>
internal static class StandardImages
{
    // Heaps of other sizes than the standard one are images of their own. A program uses one or two.
    private const int MaximumHeaps = 8;

    private static readonly Lock s_gate = new();
    private static readonly List<((PythonInterpreter Interpreter, int HeapBytes) Key, Lazy<PythonImage> Image)> s_images = []; // guarded by s_gate, the latest first

    /// <summary>Whether a sandbox with these options may begin as an image: nothing of its environment is read by a start only.</summary>
    public static bool Fits(PythonSandboxOptions options) =>
        !options.Environment.Any(static variable => variable.StartsWith("PYTHON", StringComparison.Ordinal));

    /// <summary>The image for a sandbox with these options.</summary>
    public static PythonImage For(PythonSandboxOptions options)
    {
        GuestModule module = GuestModule.For(options.Interpreter);
        return Find((options.Interpreter, HeapOf(options)), module).Value;
    }

    /// <summary>Starts an interpreter and takes its image.</summary>
    public static PythonImage Make(GuestModule module, int heapBytes)
    {
        PythonSandboxOptions standard = PythonSandboxOptions.Default;
        PythonSandboxOptions options = standard with
        {
            Interpreter = module.Interpreter,
            MicroPythonHeapBytes = heapBytes,
            MaximumMemoryBytes = standard.MaximumMemoryBytes + heapBytes,
        };
        using PythonSandbox sandbox = PythonSandbox.Create(options, module);
        return sandbox.TakeImage(isFresh: true);
    }

    private static int HeapOf(PythonSandboxOptions options) =>
        options.Interpreter == PythonInterpreter.MicroPython ? options.MicroPythonHeapBytes : PythonSandboxOptions.Default.MicroPythonHeapBytes;

    private static Lazy<PythonImage> Find((PythonInterpreter Interpreter, int HeapBytes) key, GuestModule module)
    {
        lock (s_gate)
        {
            int place = s_images.FindIndex(entry => entry.Key == key);
            if (place < 0)
            {
                s_images.Insert(0, (key, new Lazy<PythonImage>(() => LoadOrMake(key.HeapBytes, module), LazyThreadSafetyMode.PublicationOnly)));

                // Not disposed: somebody may be about to make a sandbox of it. The garbage collector frees it.
                if (s_images.Count > MaximumHeaps)
                    s_images.RemoveAt(MaximumHeaps);
                place = 0;
            }

            return s_images[place].Image;
        }
    }

    private static PythonImage LoadOrMake(int heapBytes, GuestModule module)
    {
        bool isStandard = heapBytes == PythonSandboxOptions.Default.MicroPythonHeapBytes;
        string path = GuestModule.Files.ImagePath(module.Interpreter);
        if (isStandard && GuestModule.Files.Has(path))
        {
            try
            {
                return PythonImage.Load(path, module);
            }
            catch (Exception exception) when (exception is SnapshotException or IOException or UnauthorizedAccessException)
            {
                // Damaged, or removed meanwhile: made again.
            }
        }

        PythonImage image = Make(module, heapBytes);
        if (!isStandard)
            return image;
        try
        {
            GuestModule.Files.WriteImage(image);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without a folder to write to, each process starts its own.
        }

        return image;
    }
}
