namespace Krait.Runtime.CountedLoops;

/// <summary>How the number that is compared stands to the bound while a loop goes on.</summary>
internal enum LoopRelation
{
    /// <summary>It is another one.</summary>
    NotEqual,

    /// <summary>It is less or the same.</summary>
    AtMost,

    /// <summary>It is greater or the same.</summary>
    AtLeast,

    /// <summary>As <see cref="AtMost"/>, both taken as signed.</summary>
    AtMostSigned,

    /// <summary>As <see cref="AtLeast"/>, both taken as signed.</summary>
    AtLeastSigned,
}
