using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading;
using Krait.Runtime.Persisting;

namespace Krait.Guests;

/// <summary>The interpreters' packages on this machine: where they are, and how they get there.</summary>
/// <remarks>
/// The npm client restores them from the lock file that Krait carries, which names each package's version and hash. Nothing of them
/// but the WebAssembly modules and the standard library is used, and none of their scripts is run.
/// </remarks>
public static class GuestPackages
{
    /// <summary>Environment variable that names the cache folder; its default is <c>krait/guests</c> below <c>XDG_CACHE_HOME</c>, or <c>~/.cache</c>.</summary>
    public const string FolderVariable = "KRAIT_GUESTS";

    private const string CPythonModule = "pyodide/pyodide.asm.wasm";
    private const string CPythonLibrary = "pyodide/python_stdlib.zip";
    private const string MicroPythonModule = "@micropython/micropython-webassembly-pyscript/micropython.wasm";

    private static readonly string[] s_manifests = ["package.json", "package-lock.json"];

    /// <summary>Where the packages of this version of Krait are, or will be.</summary>
    public static string Folder => Path.Combine(CacheFolder, LockHash[..16]);

    /// <summary>Whether they are there.</summary>
    public static bool IsRestored => File.Exists(CPythonModulePath) && File.Exists(CPythonLibraryPath) && File.Exists(MicroPythonModulePath);

    internal static string CPythonModulePath => InModules(CPythonModule);

    internal static string CPythonLibraryPath => InModules(CPythonLibrary);

    internal static string MicroPythonModulePath => InModules(MicroPythonModule);

    /// <summary>Where compiled and started interpreters are kept: a folder of its own, which only its owner can enter.</summary>
    internal static string PreparedFolder => Path.Combine(CacheFolder, "prepared");

    /// <summary>SHA-256 of the lock file, which names versions and hashes.</summary>
    internal static string LockHash { get; } = Convert.ToHexStringLower(Sha256.HashData(Manifest("package-lock.json")));

    private static string CacheFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
                return Path.GetFullPath(named);
            string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
                ? folder
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "krait", "guests");
        }
    }

    /// <summary>Makes sure that the packages are there: about nine megabytes are fetched, once.</summary>
    /// <param name="cancellationToken">Ends the npm client.</param>
    /// <exception cref="GuestPackageException">npm is missing or failed; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Restore(CancellationToken cancellationToken = default)
    {
        if (IsRestored)
            return;
        Directory.CreateDirectory(CacheFolder);
        string work = Path.Combine(CacheFolder, "." + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(work);
        try
        {
            foreach (string name in s_manifests)
                File.WriteAllBytes(Path.Combine(work, name), Manifest(name));
            RunNpm(work, cancellationToken);
            Publish(work);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }

        if (!IsRestored)
            throw new GuestPackageException($"npm restored the guests' packages to {Folder}, but not all of their files are there; remove that folder and try again");
    }

    /// <summary>Fails unless the packages are there.</summary>
    /// <exception cref="GuestPackageException">They are not.</exception>
    internal static void CheckRestored()
    {
        if (!IsRestored)
            throw new GuestPackageException($"the guests' packages are not in {Folder}; GuestPackages.Restore() fetches them with the npm client");
    }

    /// <summary>The files of an interpreter that are used.</summary>
    internal static string[] FilesOf(PythonInterpreter interpreter) =>
        interpreter == PythonInterpreter.CPython ? [CPythonModulePath, CPythonLibraryPath] : [MicroPythonModulePath];

    /// <summary>Bytes that a file takes; 0 where there is none.</summary>
    internal static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The version of a package that the lock file names.</summary>
    internal static string VersionOf(string package)
    {
        using JsonDocument document = JsonDocument.Parse(Manifest("package-lock.json"));
        return document.RootElement.GetProperty("packages").GetProperty("node_modules/" + package).GetProperty("version").GetString() ?? "?";
    }

    /// <summary>Deletes packages and what was prepared, of all versions; nothing else that may lie in the folder.</summary>
    /// <returns>Bytes that were freed.</returns>
    internal static long Clear()
    {
        if (!Directory.Exists(CacheFolder))
            return 0;
        long bytes = 0;
        try
        {
            foreach (DirectoryInfo folder in new DirectoryInfo(CacheFolder).EnumerateDirectories())
            {
                bool isPrepared = folder.Name is "prepared" or "code";
                bool isPackages = folder.LinkTarget is null && File.Exists(Path.Combine(folder.FullName, s_manifests[1]));
                if (!isPrepared && !isPackages)
                    continue;
                foreach (FileInfo file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
                    bytes += file.Length;
                folder.Delete(recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GuestPackageException($"'{CacheFolder}' cannot be emptied: {exception.Message}", exception);
        }

        return bytes;
    }

    private static string InModules(string path) => Path.Combine(Folder, "node_modules", path);

    private static byte[] Manifest(string name)
    {
        using Stream stream = typeof(GuestPackages).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // Somebody else may have restored them at the same time; theirs are as good.
    private static void Publish(string work)
    {
        try
        {
            Directory.Move(work, Folder);
        }
        catch (IOException) when (IsRestored)
        {
            return;
        }
        catch (IOException)
        {
            // An earlier, incomplete one is in the way.
            Directory.Delete(Folder, recursive: true);
            Directory.Move(work, Folder);
        }
    }

    private static void RunNpm(string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm")
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (string argument in (ReadOnlySpan<string>)["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            start.ArgumentList.Add(argument);
        try
        {
            using Process npm = Process.Start(start) ?? throw new GuestPackageException("npm did not start");
            using CancellationTokenRegistration registration = cancellationToken.Register(() => npm.Kill(entireProcessTree: true));
            var errors = npm.StandardError.ReadToEndAsync(CancellationToken.None);
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            if (npm.ExitCode != 0)
                throw new GuestPackageException($"npm could not restore the guests' packages (exit code {npm.ExitCode}): {errors.GetAwaiter().GetResult().Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new GuestPackageException("the guests' packages are restored by the npm client, and 'npm' was not found; install Node.js with npm and try again", exception);
        }
    }
}
