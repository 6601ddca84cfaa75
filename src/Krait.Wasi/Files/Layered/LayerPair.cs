using System;

namespace Krait.Wasi.Files.Layered;

// A directory of the lower layer gets its counterpart in the upper one when something in it changes, and making that needs
// the directories above. So each pair keeps the one above it, counted: handles come and go in any order.

/// <summary>A directory's two sides, either of which may be missing.</summary>
internal sealed class LayerPair : IDisposable
{
    private readonly LayerPair? _above;
    private readonly string _name;
    private IDirectoryHandle? _upper;
    private int _users = 1;

    /// <summary>Takes over the handles; the pair above is shared.</summary>
    public LayerPair(LayerPair? above, string name, IDirectoryHandle? upper, IDirectoryHandle? lower)
    {
        _above = above?.Share();
        _name = name;
        _upper = upper;
        Lower = lower;
    }

    public IDirectoryHandle? Lower { get; }

    /// <summary>The upper side, if there is one by now.</summary>
    public IDirectoryHandle? Upper
    {
        get
        {
            if (_upper is null && _above?.Upper is { } above)
                _upper = above.OpenDirectory(_name, out _);
            return _upper;
        }
    }

    public LayerPair Share()
    {
        _users++;
        return this;
    }

    /// <summary>The upper side, made if it is missing.</summary>
    /// <returns>Null if <paramref name="errno"/> is an error.</returns>
    public IDirectoryHandle? MakeUpper(out WasiErrno errno)
    {
        errno = WasiErrno.Success;
        if (Upper is { } there)
            return there;
        if (_above!.MakeUpper(out errno) is not { } above)
            return null;

        // Removed by somebody else meanwhile.
        if (above.StatEntry(Markers.Removed(_name), out _) == WasiErrno.Success)
        {
            errno = WasiErrno.Noent;
            return null;
        }

        errno = above.CreateDirectory(_name);
        return errno is WasiErrno.Success or WasiErrno.Exist ? _upper = above.OpenDirectory(_name, out errno) : null;
    }

    public void Dispose()
    {
        if (--_users > 0)
            return;
        _upper?.Dispose();
        Lower?.Dispose();
        _above?.Dispose();
    }
}

/// <summary>Names in the upper layer that say something about the lower one.</summary>
internal static class Markers
{
    public const string Prefix = ".wh.";

    /// <summary>In a directory: nothing of the lower layer shows in it.</summary>
    public const string Opaque = ".wh..wh..opq";

    /// <summary>Beside a name: the lower layer's entry of that name is removed.</summary>
    public static string Removed(string name) => Prefix + name;

    public static bool IsMarker(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
