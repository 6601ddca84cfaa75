namespace Krait.Runtime.Limits;

/// <summary>Why a store's interrupt flag is set.</summary>
internal enum InterruptReason
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>The deadline has passed.</summary>
    Deadline,

    /// <summary>The cancellation token was cancelled.</summary>
    Cancelled,
}
