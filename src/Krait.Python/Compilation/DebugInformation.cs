namespace Krait.Python;

/// <summary>How much a compiled module tells about its source.</summary>
public enum DebugInformation
{
    /// <summary>The sections <c>krait.debug</c> and <c>name</c>: exceptions and traps can be shown as Python tracebacks.</summary>
    Full,

    /// <summary>Neither section: the smallest module. A trap has no line and an uncaught exception no name.</summary>
    None,
}
