using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using Krait.Guests.Emscripten;

namespace Krait.Guests;

// Files and modules that the host puts in. They are files as those that Python writes: they count against the same limit, images
// and forks have them, and a reset goes back to those of the beginning.
public sealed partial class PythonSandbox
{
    /// <summary>Makes source a module that Python can import, and finds before its library.</summary>
    /// <param name="name">A name, or a path of packages like <c>rules.prices</c>; the packages need not be there.</param>
    /// <param name="source">Python; it is run, and its errors are raised, when it is imported.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="IOException">There is no room for it, see <see cref="PythonSandboxOptions.MaximumFileBytes"/>.</exception>
    /// <remarks>
    /// It is a file below <c>/lib/modules</c>, so tracebacks show its lines. Where a module of the name has been imported, it is forgotten: the
    /// next import gives the new one, and who has the old one keeps it. It fails otherwise as <see cref="Execute"/> does.
    /// </remarks>
    public void AddModule(string name, string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(source);
        foreach (string part in name.Split('.'))
        {
            if (!PythonNames.IsIdentifier(part))
                throw new ArgumentException($"'{name}' is no name of a module; names of letters, digits and _ with dots between them were expected", nameof(name));
        }

        IReadOnlyList<string> changed = InFiles(files => ModuleFiles.Write(files, name, Encoding.UTF8.GetBytes(source)));
        Use(guest =>
        {
            guest.ForgetModules(ModuleFiles.Folder, changed);
            return true;
        });
    }

    /// <summary>Writes a file, and makes the directories above it.</summary>
    /// <param name="path">As Python in the sandbox would name it: from its current directory on unless it begins with <c>/</c>, across mounts.</param>
    /// <param name="content">What the file holds from then on.</param>
    /// <exception cref="ArgumentException">The path is empty or has a NUL in it.</exception>
    /// <exception cref="IOException">It does not fit, see <see cref="PythonSandboxOptions.MaximumFileBytes"/>, and is not there any more; a directory is in the way; or the mount does not allow it.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running the sandbox, or a call has ended the interpreter.</exception>
    public void WriteFile(string path, ReadOnlyMemory<byte> content)
    {
        CheckPath(path);
        InFiles(files =>
        {
            files.Write(path, content.Span);
            return true;
        });
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">As for <see cref="WriteFile"/>.</param>
    /// <exception cref="ArgumentException">The path is empty or has a NUL in it.</exception>
    /// <exception cref="IOException">There is no such file, or it is larger than <see cref="PythonSandboxOptions.MaximumFileBytes"/>.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running the sandbox, or a call has ended the interpreter.</exception>
    public byte[] ReadFile(string path)
    {
        CheckPath(path);
        return InFiles(files => files.Read(path, _options.MaximumFileBytes));
    }

    /// <summary>Lists a directory.</summary>
    /// <param name="path">As for <see cref="WriteFile"/>.</param>
    /// <returns>The names in order, those of directories with <c>/</c> behind them.</returns>
    /// <exception cref="ArgumentException">The path is empty or has a NUL in it.</exception>
    /// <exception cref="IOException">There is no such directory, or it has more than 100,000 entries.</exception>
    /// <exception cref="InvalidOperationException">Another thread is running the sandbox, or a call has ended the interpreter.</exception>
    public IReadOnlyList<string> ListFiles(string path)
    {
        CheckPath(path);
        return InFiles(files => files.List(path));
    }

    private static void CheckPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("a path without NUL was expected", nameof(path));
    }

    // No code of the guest runs, so any thread does.
    private T InFiles<T>(Func<GuestFiles, T> work)
    {
        var files = new GuestFiles(_guest.Host);
        if (Volatile.Read(ref _thread) != Environment.CurrentManagedThreadId)
            return Alone(() => work(files));
        CheckWhole();
        return work(files);
    }
}
