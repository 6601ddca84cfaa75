namespace Krait.Wasi;

/// <summary>One name in a directory.</summary>
/// <param name="Name">The name, without any <c>/</c>; never <c>.</c> or <c>..</c>.</param>
/// <param name="Inode">Number of the file within its file system.</param>
/// <param name="Type">Kind of file.</param>
public readonly record struct DirectoryEntry(string Name, ulong Inode, WasiFileType Type);
