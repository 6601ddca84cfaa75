using System.Collections.Generic;
using System.Linq;

namespace Krait.Wasi.Files.Layered;

/// <summary>An open directory of two layers: looking. Changing is in the other part.</summary>
internal sealed partial class LayeredDirectory(LayeredFileSystem owner, LayerPair pair) : IDirectoryHandle
{
    private bool _isClosed;

    private enum Place
    {
        Nowhere,
        Upper,
        Lower,
    }

    public IDirectoryHandle? Reopen(out WasiErrno errno)
    {
        errno = WasiErrno.Success;
        lock (owner.Gate)
            return new LayeredDirectory(owner, pair.Share());
    }

    public WasiErrno Stat(out FileStat stat)
    {
        lock (owner.Gate)
            return (pair.Upper ?? pair.Lower!).Stat(out stat);
    }

    public WasiErrno StatEntry(string name, out FileStat stat)
    {
        lock (owner.Gate)
            return Find(name, out stat, out _);
    }

    public IReadOnlyList<DirectoryEntry>? List(int maximumEntries, out WasiErrno errno)
    {
        lock (owner.Gate)
        {
            IReadOnlyList<DirectoryEntry>? upper = ListSide(pair.Upper, maximumEntries, out errno);
            IReadOnlyList<DirectoryEntry>? lower = upper is null ? null : ListSide(pair.Lower, maximumEntries, out errno);
            if (upper is null || lower is null)
                return null;
            HashSet<string> names = [.. upper.Select(static entry => entry.Name)];
            List<DirectoryEntry> all =
            [
                .. upper.Where(static entry => !Markers.IsMarker(entry.Name)),
                .. lower.Where(entry => !names.Contains(entry.Name) && !names.Contains(Markers.Removed(entry.Name)) && !Markers.IsMarker(entry.Name)),
            ];
            errno = all.Count > maximumEntries ? WasiErrno.Overflow : WasiErrno.Success;
            return errno == WasiErrno.Success ? all : null;
        }
    }

    public IDirectoryHandle? OpenDirectory(string name, out WasiErrno errno)
    {
        lock (owner.Gate)
        {
            errno = Find(name, out FileStat stat, out Place place);
            if (errno == WasiErrno.Success && stat.Type != WasiFileType.Directory)
                errno = WasiErrno.Notdir;
            if (errno != WasiErrno.Success)
                return null;
            IDirectoryHandle? upper = place == Place.Upper ? pair.Upper!.OpenDirectory(name, out errno) : null;
            if (errno != WasiErrno.Success)
                return null;
            bool hidesLower = place == Place.Upper && upper!.StatEntry(Markers.Opaque, out _) == WasiErrno.Success;
            IDirectoryHandle? lower = hidesLower ? null : pair.Lower?.OpenDirectory(name, out _);
            return new LayeredDirectory(owner, new LayerPair(pair, name, upper, lower));
        }
    }

    public string? ReadLink(string name, out WasiErrno errno)
    {
        lock (owner.Gate)
        {
            errno = Find(name, out _, out Place place);
            return errno == WasiErrno.Success ? (place == Place.Upper ? pair.Upper : pair.Lower)!.ReadLink(name, out errno) : null;
        }
    }

    public WasiErrno Sync()
    {
        lock (owner.Gate)
            return pair.Upper?.Sync() ?? WasiErrno.Success;
    }

    public void Dispose()
    {
        lock (owner.Gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            pair.Dispose();
        }
    }

    private static IReadOnlyList<DirectoryEntry>? ListSide(IDirectoryHandle? side, int maximumEntries, out WasiErrno errno)
    {
        errno = WasiErrno.Success;
        return side is null ? [] : side.List(maximumEntries, out errno);
    }

    private WasiErrno Find(string name, out FileStat stat, out Place place)
    {
        stat = default;
        place = Place.Nowhere;
        if (Markers.IsMarker(name))
            return WasiErrno.Noent;
        if (pair.Upper is { } upper)
        {
            WasiErrno errno = upper.StatEntry(name, out stat);
            if (errno == WasiErrno.Success)
                place = Place.Upper;
            if (errno != WasiErrno.Noent)
                return errno;
        }

        if (IsRemoved(name) || pair.Lower is null)
            return WasiErrno.Noent;
        WasiErrno below = pair.Lower.StatEntry(name, out stat);
        if (below == WasiErrno.Success)
            place = Place.Lower;
        return below;
    }

    private bool IsInLower(string name, out FileStat stat)
    {
        stat = default;
        return pair.Lower?.StatEntry(name, out stat) == WasiErrno.Success;
    }

    private bool IsRemoved(string name) => pair.Upper?.StatEntry(Markers.Removed(name), out _) == WasiErrno.Success;
}
