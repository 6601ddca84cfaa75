namespace Krait.Runtime;

/// <summary>When the compiler compiles a module's functions.</summary>
public enum CompileTiming
{
    /// <summary><see cref="OnFirstCall"/> for modules with more than 512 KiB of code, otherwise <see cref="AtOnce"/>.</summary>
    Automatic,

    /// <summary>All of them, before <c>Compile</c> returns.</summary>
    AtOnce,

    /// <summary>
    /// Each when it, or a neighbour, is first called: large modules answer their first call many times sooner. The time counts
    /// for the call, and a function that is too complex to compile fails there. A module with a function of more than 20,000
    /// calls is compiled at once all the same.
    /// </summary>
    OnFirstCall,
}
