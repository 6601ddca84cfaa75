namespace Krait.Guests.Limits;

/// <summary>Why Python was asked to stop.</summary>
internal enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Somebody called <see cref="PythonSandbox.Interrupt"/>.</summary>
    Interrupted,

    /// <summary>The deadline has passed.</summary>
    Deadline,

    /// <summary>The cancellation token was cancelled.</summary>
    Cancelled,
}
