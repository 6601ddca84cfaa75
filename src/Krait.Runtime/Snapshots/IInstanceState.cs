namespace Krait.Runtime;

/// <summary>What a host keeps for one instance beside its memory: open files, counters, caches of addresses.</summary>
/// <remarks>
/// A snapshot holds nothing of it. So it says whether a snapshot would lose something, and goes back to its beginning when the
/// instance does. Handed over with <see cref="Instance.AddState"/>; called on the thread that asks for the snapshot or the reset.
/// </remarks>
public interface IInstanceState
{
    /// <summary>What a snapshot would lose at this moment, e.g. <c>the guest has 2 files open</c>.</summary>
    /// <returns>Null if it would lose nothing.</returns>
    public string? FindObstacle();

    /// <summary>Goes back to what it was when the instance was made. What it throws, <see cref="Instance.Reset"/> throws; dispose the instance then.</summary>
    public void Reset();
}
