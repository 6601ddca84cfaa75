namespace Krait.Runtime.Persisting;

/// <summary>What makes machine code of an assembly.</summary>
internal enum MachineCodeBy
{
    /// <summary>The just-in-time compiler of whoever loads it, which does not optimise large methods.</summary>
    JustInTimeCompiler,

    /// <summary>A compiler that takes methods of any size, before it is saved.</summary>
    Translator,
}
