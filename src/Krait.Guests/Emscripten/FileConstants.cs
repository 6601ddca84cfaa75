namespace Krait.Guests.Emscripten;

/// <summary>Numbers of Emscripten's C library, which are those of Linux on 32 bits.</summary>
internal static class FileConstants
{
    /// <summary>Stands for the current directory where a descriptor is expected.</summary>
    public const int CurrentDirectory = -100;

    /// <summary><c>AT_SYMLINK_NOFOLLOW</c>.</summary>
    public const uint KeepLink = 0x100;

    /// <summary><c>AT_REMOVEDIR</c>.</summary>
    public const uint RemoveDirectory = 0x200;

    /// <summary><c>AT_EMPTY_PATH</c>.</summary>
    public const uint EmptyPath = 0x1000;

    public const uint OpenAccess = 3;
    public const uint OpenWriteOnly = 1;
    public const uint OpenReadWrite = 2;
    public const uint OpenCreate = 0x40;
    public const uint OpenExclusive = 0x80;
    public const uint OpenTruncate = 0x200;
    public const uint OpenAppend = 0x400;
    public const uint OpenNonblock = 0x800;
    public const uint OpenDirectory = 0x10000;
    public const uint OpenNoFollow = 0x20000;

    /// <summary><c>O_PATH</c> and the bits that make <c>O_TMPFILE</c> of <c>O_DIRECTORY</c>.</summary>
    public const uint OpenUnsupported = 0x600000;
}
