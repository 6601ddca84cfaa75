namespace Krait.Wasi;

/// <summary>What every WASI function answers. Numbers are those of the standard.</summary>
/// <remarks>Spec: wasi_snapshot_preview1, errno.</remarks>
public enum WasiErrno : ushort
{
    /// <summary>No error.</summary>
    Success = 0,

    /// <summary>Argument list too long.</summary>
    TooBig = 1,

    /// <summary>Permission denied.</summary>
    Acces = 2,

    /// <summary>Address in use.</summary>
    Addrinuse = 3,

    /// <summary>Address not available.</summary>
    Addrnotavail = 4,

    /// <summary>Address family not supported.</summary>
    Afnosupport = 5,

    /// <summary>Nothing there yet: the operation would block.</summary>
    Again = 6,

    /// <summary>Connection already in progress.</summary>
    Already = 7,

    /// <summary>Not an open file descriptor, or one of another kind.</summary>
    Badf = 8,

    /// <summary>Bad message.</summary>
    Badmsg = 9,

    /// <summary>Device or resource busy.</summary>
    Busy = 10,

    /// <summary>Operation cancelled.</summary>
    Canceled = 11,

    /// <summary>No child processes.</summary>
    Child = 12,

    /// <summary>Connection aborted.</summary>
    Connaborted = 13,

    /// <summary>Connection refused.</summary>
    Connrefused = 14,

    /// <summary>Connection reset.</summary>
    Connreset = 15,

    /// <summary>Resource deadlock would occur.</summary>
    Deadlk = 16,

    /// <summary>Destination address required.</summary>
    Destaddrreq = 17,

    /// <summary>Argument out of the domain of a function.</summary>
    Dom = 18,

    /// <summary>Reserved.</summary>
    Dquot = 19,

    /// <summary>File exists.</summary>
    Exist = 20,

    /// <summary>An address of the guest is outside its memory.</summary>
    Fault = 21,

    /// <summary>File too large.</summary>
    Fbig = 22,

    /// <summary>Host unreachable.</summary>
    Hostunreach = 23,

    /// <summary>Identifier removed.</summary>
    Idrm = 24,

    /// <summary>A path is not UTF-8.</summary>
    Ilseq = 25,

    /// <summary>Operation in progress.</summary>
    Inprogress = 26,

    /// <summary>Interrupted.</summary>
    Intr = 27,

    /// <summary>Invalid argument.</summary>
    Inval = 28,

    /// <summary>Input or output failed.</summary>
    Io = 29,

    /// <summary>Socket is connected.</summary>
    Isconn = 30,

    /// <summary>Is a directory.</summary>
    Isdir = 31,

    /// <summary>Too many symbolic links, or a link where none may be followed.</summary>
    Loop = 32,

    /// <summary>Too many open files.</summary>
    Mfile = 33,

    /// <summary>Too many links.</summary>
    Mlink = 34,

    /// <summary>Message too large.</summary>
    Msgsize = 35,

    /// <summary>Reserved.</summary>
    Multihop = 36,

    /// <summary>Name too long.</summary>
    Nametoolong = 37,

    /// <summary>Network is down.</summary>
    Netdown = 38,

    /// <summary>Connection aborted by the network.</summary>
    Netreset = 39,

    /// <summary>Network unreachable.</summary>
    Netunreach = 40,

    /// <summary>Too many files open in the system.</summary>
    Nfile = 41,

    /// <summary>No buffer space.</summary>
    Nobufs = 42,

    /// <summary>No such device.</summary>
    Nodev = 43,

    /// <summary>No such file or directory.</summary>
    Noent = 44,

    /// <summary>Executable file format error.</summary>
    Noexec = 45,

    /// <summary>No locks available.</summary>
    Nolck = 46,

    /// <summary>Reserved.</summary>
    Nolink = 47,

    /// <summary>Not enough space in memory.</summary>
    Nomem = 48,

    /// <summary>No message of the desired type.</summary>
    Nomsg = 49,

    /// <summary>Protocol not available.</summary>
    Noprotoopt = 50,

    /// <summary>No space left: the disk, a quota or an output limit is used up.</summary>
    Nospc = 51,

    /// <summary>Function not supported.</summary>
    Nosys = 52,

    /// <summary>Socket not connected.</summary>
    Notconn = 53,

    /// <summary>Not a directory, nor a link to one.</summary>
    Notdir = 54,

    /// <summary>Directory not empty.</summary>
    Notempty = 55,

    /// <summary>State not recoverable.</summary>
    Notrecoverable = 56,

    /// <summary>Not a socket.</summary>
    Notsock = 57,

    /// <summary>Not supported.</summary>
    Notsup = 58,

    /// <summary>Inappropriate control operation.</summary>
    Notty = 59,

    /// <summary>No such device or address.</summary>
    Nxio = 60,

    /// <summary>Value too large for its type.</summary>
    Overflow = 61,

    /// <summary>Previous owner died.</summary>
    Ownerdead = 62,

    /// <summary>Operation not permitted.</summary>
    Perm = 63,

    /// <summary>Broken pipe.</summary>
    Pipe = 64,

    /// <summary>Protocol error.</summary>
    Proto = 65,

    /// <summary>Protocol not supported.</summary>
    Protonosupport = 66,

    /// <summary>Wrong protocol type for a socket.</summary>
    Prototype = 67,

    /// <summary>Result too large.</summary>
    Range = 68,

    /// <summary>Read-only file system.</summary>
    Rofs = 69,

    /// <summary>Cannot seek in a stream.</summary>
    Spipe = 70,

    /// <summary>No such process.</summary>
    Srch = 71,

    /// <summary>Reserved.</summary>
    Stale = 72,

    /// <summary>Connection timed out.</summary>
    Timedout = 73,

    /// <summary>Text file busy.</summary>
    Txtbsy = 74,

    /// <summary>Between two file systems.</summary>
    Xdev = 75,

    /// <summary>The descriptor lacks the right, or the path leads out of its folder.</summary>
    Notcapable = 76,
}
