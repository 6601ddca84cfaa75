using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Krait.Runtime;

namespace Krait.Guests;

/// <summary>Makes the interpreters ready for later processes: fetched, compiled to machine code, started.</summary>
/// <remarks>
/// Without it everything works, slower: each process compiles the functions it calls when it calls them. What is prepared is code and
/// memory that runs with the user's rights; it is kept in a folder that only the user can enter, and not used otherwise.
/// </remarks>
public static class PythonGuests
{
    private const string CPythonNotice =
        "Copyright (c) 2001 Python Software Foundation; all rights reserved. Pyodide: copyright (c) its contributors and Mozilla; "
        + "its source is published with the npm package of the same name and version.";

    private const string MicroPythonNotice =
        "Copyright (c) 2013 Damien P. George and others. Permission is granted to use, copy, modify and distribute it with this notice; "
        + "it comes without warranty of any kind.";

    /// <summary>Whether an interpreter is compiled and started for this version of Krait and .NET.</summary>
    public static bool IsPrepared(PythonInterpreter interpreter) =>
        GuestPackages.IsRestored && GuestModule.Files.Has(GuestModule.Files.CodePath(interpreter)) && GuestModule.Files.Has(GuestModule.Files.ImagePath(interpreter));

    /// <summary>Prepares what is not prepared yet. Later processes, and this one if it has not used an interpreter yet, begin with it.</summary>
    /// <param name="interpreter">Which one; null for both.</param>
    /// <param name="progress">Is told of each step, on the calling thread; null for none.</param>
    /// <param name="cancellationToken">Ends the preparation; what is finished stays.</param>
    /// <exception cref="GuestPackageException">npm is missing or failed, or nothing can be kept; the message says what to do.</exception>
    /// <exception cref="CrossgenException">crossgen2 is there and failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>
    /// Several processes may do so at the same time: one works, the others wait for it. Cost: some seconds for MicroPython, and most
    /// of a minute for CPython with crossgen2, some seconds without; next to nothing for what is prepared.
    /// </remarks>
    public static void Prepare(
        PythonInterpreter? interpreter = null, IProgress<PreparationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!GuestPackages.IsRestored)
        {
            progress?.Report(new PreparationProgress("fetching the interpreters", null));
            GuestPackages.Restore(cancellationToken);
            progress?.Report(new PreparationProgress("fetching the interpreters", 1));
        }

        foreach (PythonInterpreter each in Enum.GetValues<PythonInterpreter>())
        {
            if ((interpreter ?? each) == each && !IsPrepared(each))
                PrepareOne(each, progress, cancellationToken);
        }
    }

    /// <summary>What there is of both interpreters on this machine.</summary>
    public static ImmutableArray<PythonGuestInfo> List() =>
    [
        Describe(PythonInterpreter.CPython, "3.14.2", "pyodide", "PSF-2.0 (CPython), MPL-2.0 (its build for WebAssembly, Pyodide)", CPythonNotice),
        Describe(PythonInterpreter.MicroPython, "1.27.0", "@micropython/micropython-webassembly-pyscript", "MIT", MicroPythonNotice),
    ];

    /// <summary>Deletes everything that <see cref="Prepare"/> and <see cref="GuestPackages.Restore"/> keep, of all versions.</summary>
    /// <returns>Bytes that were freed.</returns>
    /// <exception cref="GuestPackageException">Something cannot be deleted.</exception>
    /// <remarks>Processes that use it go on, where the system lets files be deleted that are in use.</remarks>
    public static long Clear() => GuestPackages.Clear();

    private static PythonGuestInfo Describe(PythonInterpreter interpreter, string version, string package, string licenses, string notice) => new(
        interpreter,
        version,
        package,
        GuestPackages.VersionOf(package),
        licenses,
        notice,
        GuestPackages.FilesOf(interpreter).Sum(GuestPackages.SizeOf),
        GuestPackages.SizeOf(GuestModule.Files.CodePath(interpreter)) + GuestPackages.SizeOf(GuestModule.Files.ImagePath(interpreter)),
        IsPrepared(interpreter));

    private static void PrepareOne(PythonInterpreter interpreter, IProgress<PreparationProgress>? progress, CancellationToken cancellationToken)
    {
        using IDisposable held = GuestModule.Files.Lock(cancellationToken);
        if (IsPrepared(interpreter))
            return; // Somebody else has done so meanwhile.
        GuestModule.Files.RemoveUnfinished();
        GuestModule? module = GuestModule.LoadPrepared(interpreter);
        if (module is null)
        {
            GuestModule.Precompile(interpreter, OptionsFor(interpreter, progress, cancellationToken));
            module = GuestModule.LoadPrepared(interpreter)
                ?? throw new GuestPackageException($"{interpreter} was compiled and cannot be loaded from '{GuestPackages.PreparedFolder}'");
        }

        cancellationToken.ThrowIfCancellationRequested();
        string step = $"starting {interpreter}";
        progress?.Report(new PreparationProgress(step, null));
        using PythonImage image = StandardImages.Make(module, PythonSandboxOptions.Default.MicroPythonHeapBytes);
        try
        {
            GuestModule.Files.WriteImage(image);
        }
        catch (Exception exception) when (exception is System.IO.IOException or UnauthorizedAccessException)
        {
            throw new GuestPackageException($"the image of {interpreter} cannot be kept: {exception.Message}", exception);
        }

        progress?.Report(new PreparationProgress(step, 1));
    }

    private static PrecompileOptions OptionsFor(
        PythonInterpreter interpreter, IProgress<PreparationProgress>? progress, CancellationToken cancellationToken)
    {
        Crossgen? crossgen = Crossgen.Find();
        string compiling = $"compiling {interpreter}";
        string translating = $"making machine code of {interpreter}";
        progress?.Report(new PreparationProgress(compiling, 0));
        return new PrecompileOptions
        {
            Limits = CompileLimits.Default with { CancellationToken = cancellationToken },
            Progress = progress is null ? null : new FunctionCount(compiling, progress, GuestModule.FunctionsOf(interpreter)),
            Translate = crossgen is null ? null : Translate,
        };

        byte[] Translate(ReadOnlyMemory<byte> assembly, CancellationToken token)
        {
            progress?.Report(new PreparationProgress(compiling, 1));
            progress?.Report(new PreparationProgress(translating, null));
            byte[] translated = crossgen.Translate(assembly, token);
            progress?.Report(new PreparationProgress(translating, 1));
            return translated;
        }
    }

    private sealed class FunctionCount(string step, IProgress<PreparationProgress> progress, int functions) : IProgress<int>
    {
        // Whoever shows it need not show each function.
        private const int Step = 128;

        public void Report(int value)
        {
            if (value % Step == 0 || value == functions)
                progress.Report(new PreparationProgress(step, value / (double)functions));
        }
    }
}
