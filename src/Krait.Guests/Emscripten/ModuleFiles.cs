using System;
using System.Collections.Generic;

namespace Krait.Guests.Emscripten;

/// <summary>Modules that the host puts in, as files that Python imports.</summary>
internal static class ModuleFiles
{
    /// <summary>Where they stand. Nothing is mounted below <c>/lib</c>.</summary>
    public const string Folder = "/lib/modules";

    /// <summary>Writes one.</summary>
    /// <param name="files">The sandbox's.</param>
    /// <param name="name">With dots between packages and what is in them.</param>
    /// <param name="source">Its content.</param>
    /// <returns>The modules that are others now.</returns>
    public static IReadOnlyList<string> Write(GuestFiles files, string name, ReadOnlySpan<byte> source)
    {
        List<string> changed = [name];
        for (int dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (MakePackage(files, name[..dot]))
                changed.Add(name[..dot]);
        }

        string place = PlaceOf(name);
        files.Write(files.IsDirectory(place) ? place + "/__init__.py" : place + ".py", source);
        return changed;
    }

    // A module that gets others into it becomes a package.
    private static bool MakePackage(GuestFiles files, string name)
    {
        string place = PlaceOf(name);
        if (!files.IsFile(place + ".py"))
            return false;
        files.Write(place + "/__init__.py", files.Read(place + ".py", int.MaxValue));
        files.Remove(place + ".py");
        return true;
    }

    private static string PlaceOf(string name) => $"{Folder}/{name.Replace('.', '/')}";
}
