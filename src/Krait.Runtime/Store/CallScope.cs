namespace Krait.Runtime;

/// <summary>A row of calls into one instance, see <see cref="Instance.EnterScope"/>.</summary>
public readonly ref struct CallScope
{
    private readonly Instance? _instance;

    internal CallScope(Instance instance) => _instance = instance;

    /// <summary>Leaves the instance.</summary>
    public void Dispose() => _instance?.LeaveCall();
}
