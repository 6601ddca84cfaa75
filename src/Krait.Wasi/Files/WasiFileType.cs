namespace Krait.Wasi;

/// <summary>What kind of thing a file or descriptor is. Numbers are those of the standard.</summary>
/// <remarks>Spec: wasi_snapshot_preview1, filetype.</remarks>
public enum WasiFileType : byte
{
    /// <summary>None of the others; pipes too.</summary>
    Unknown = 0,

    /// <summary>A block device.</summary>
    BlockDevice = 1,

    /// <summary>A character device, for example a terminal.</summary>
    CharacterDevice = 2,

    /// <summary>A directory.</summary>
    Directory = 3,

    /// <summary>A regular file.</summary>
    RegularFile = 4,

    /// <summary>A datagram socket.</summary>
    DatagramSocket = 5,

    /// <summary>A stream socket.</summary>
    StreamSocket = 6,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 7,
}
