namespace Krait.Cli;

/// <summary>What the process answers to its caller. docs/CLI.md holds the same table for readers.</summary>
/// <remarks>The numbers above 63 follow the old mail-system convention that many tools share.</remarks>
internal enum ExitCode
{
    /// <summary>The command did what it was asked.</summary>
    Success = 0,

    /// <summary>The program ran and failed: an uncaught Python exception or a trap.</summary>
    ProgramFailed = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>The input is not a valid program or module: compile errors, malformed or invalid WebAssembly, refused imports.</summary>
    InvalidInput = 65,

    /// <summary>A file is missing or cannot be read.</summary>
    NoInput = 66,

    /// <summary>The server cannot be reached, or it answered with an error.</summary>
    Unavailable = 69,

    /// <summary>A bug in Krait.</summary>
    InternalError = 70,

    /// <summary>A file could not be written.</summary>
    CannotWrite = 73,

    /// <summary>A resource limit ended the program: fuel, deadline, memory or stack.</summary>
    LimitReached = 75,

    /// <summary>The user pressed Ctrl-C.</summary>
    Interrupted = 130,
}
