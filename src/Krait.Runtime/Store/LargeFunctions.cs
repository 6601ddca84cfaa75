namespace Krait.Runtime;

/// <summary>What the compiler does with functions that are too large for the just-in-time compiler to optimise as one method.</summary>
public enum LargeFunctions
{
    /// <summary>
    /// Cuts them into methods of their own that share the function's locals through a frame: all of them are optimised. Code that
    /// is compiled ahead of time to machine code keeps them whole, because there they are optimised all the same.
    /// </summary>
    Split,

    /// <summary>Makes one method of each, which runs several times slower unless the module is compiled ahead of time.</summary>
    Whole,
}
