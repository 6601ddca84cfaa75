namespace Krait.Wasi;

/// <summary>What guests may do with a folder of the host.</summary>
public enum FolderAccess
{
    /// <summary>Look and read. Everything else is refused with <see cref="WasiErrno.Rofs"/>.</summary>
    ReadOnly,

    /// <summary>Everything that the process itself may do there.</summary>
    ReadWrite,
}
