namespace Krait.Runtime.Limits;

/// <summary>What a <see cref="DeadlineTimer"/> can end: running guests and compilations.</summary>
internal interface IDeadlineTarget
{
    /// <summary>Whether a deadline that was set for a scope still means anything.</summary>
    public bool IsCurrentScope(long scope);

    /// <summary>Ends what the scope stands for, unless it is over. Called on the timer's thread; must not block.</summary>
    public void Expire(long scope);
}
