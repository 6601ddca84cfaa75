using Krait.Wasi;

namespace Krait.Guests.Emscripten;

/// <summary>Error numbers as Emscripten's C library has them: those of WASI, for the most part.</summary>
internal static class Errors
{
    /// <summary>EOPNOTSUPP, which WASI does not have.</summary>
    public const int NotSupported = 138;

    /// <summary>What a system call returns for an error, or 0.</summary>
    public static int Negated(this WasiErrno errno) => -(int)InPosix(errno);

    /// <summary>Missing rights are no notion of POSIX: on a path they are a refused access.</summary>
    private static WasiErrno InPosix(WasiErrno errno) => errno == WasiErrno.Notcapable ? WasiErrno.Acces : errno;
}
