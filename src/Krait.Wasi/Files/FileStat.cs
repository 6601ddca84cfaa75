namespace Krait.Wasi;

/// <summary>What is known about a file without opening it.</summary>
/// <param name="Device">Number of the file system. Two files are the same if device and inode are equal.</param>
/// <param name="Inode">Number of the file within its file system.</param>
/// <param name="Type">Kind of file.</param>
/// <param name="LinkCount">Names that the file has.</param>
/// <param name="SizeBytes">Bytes of a regular file, or of a symbolic link's target.</param>
/// <param name="AccessedNs">Last reading, in nanoseconds since 1970.</param>
/// <param name="ModifiedNs">Last change of content, in nanoseconds since 1970.</param>
/// <param name="ChangedNs">Last change of content or attributes, in nanoseconds since 1970.</param>
public readonly record struct FileStat(
    ulong Device,
    ulong Inode,
    WasiFileType Type,
    ulong LinkCount,
    ulong SizeBytes,
    ulong AccessedNs,
    ulong ModifiedNs,
    ulong ChangedNs)
{
    /// <summary>
    /// The twelve bits of POSIX that say who may do what, where the file system keeps such; null where it does not. They are shown and
    /// decide nothing: a guest is alone, and what it may do is a matter of mounts.
    /// </summary>
    public int? Permissions { get; init; }
}
