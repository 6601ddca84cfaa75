namespace Krait.Python.Ir;

// What IR expressions and statements refer to. Compared by reference.

/// <summary>A local variable of one function.</summary>
internal sealed class IrLocal(string name, IrType type)
{
    public string Name { get; } = name;

    public IrType Type { get; } = type;

    /// <summary>The WebAssembly local index, given by the emitter.</summary>
    public int Index { get; set; } = -1;
}

/// <summary>A global variable of the module.</summary>
internal sealed class IrGlobal(string name, IrType type)
{
    public string Name { get; } = name;

    public IrType Type { get; } = type;

    /// <summary>The bits the global starts with.</summary>
    public long InitialBits { get; set; }

    /// <summary>The name under which the host sees it, or null.</summary>
    public string? ExportName { get; set; }

    /// <summary>The global is defined even when no code uses it.</summary>
    public bool IsKept { get; set; }

    /// <summary>The WebAssembly global index, given by the emitter; negative while nothing uses it.</summary>
    public int Index { get; set; } = -1;
}

/// <summary>The target of a branch: the end of a block or the head of a loop.</summary>
internal sealed class IrLabel(string name)
{
    public string Name { get; } = name;
}

/// <summary>A piece of constant memory. Its address is known when all pieces are.</summary>
internal sealed class IrData(string name, byte[] bytes, int alignment)
{
    public string Name { get; } = name;

    public byte[] Bytes { get; } = bytes;

    public int Alignment { get; } = alignment;

    /// <summary>The address, given by the emitter; -1 while nothing uses it.</summary>
    public int Address { get; set; } = -1;
}

/// <summary>
/// A place in the source that can fail, with where control goes then.
/// Sites are shared by the checks that one source operation needs.
/// </summary>
internal sealed class IrSite(SourceSpan span, IrLabel? handler)
{
    public SourceSpan Span { get; } = span;

    /// <summary>The block whose end is the handler of the enclosing <c>try</c>; null when the exception leaves the function.</summary>
    public IrLabel? Handler { get; } = handler;
}
