namespace Krait.Runtime.IlCompiler;

/// <summary>How generated methods lead to what is known about them.</summary>
internal enum CodeHold
{
    /// <summary>As long as the methods exist; they go when nothing refers to them.</summary>
    Strong,

    /// <summary>As long as instances or the module exist; the methods stay until they are unloaded on purpose.</summary>
    Weak,
}
