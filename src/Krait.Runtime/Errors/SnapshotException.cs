using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>What was given as a saved snapshot is none, is damaged, or belongs to another module or version. Taking the snapshot again helps.</summary>
public sealed class SnapshotException : KraitException
{
    internal SnapshotException(string problem)
        : base($"the saved snapshot cannot be used: {problem}; take the snapshot again")
    {
    }
}
