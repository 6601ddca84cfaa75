using System;
using System.Collections.Generic;

namespace Krait.Runtime;

// Taking and going back to snapshots. Both need an instance that stands alone and does not run.
public sealed unsafe partial class Instance
{
    private readonly List<IInstanceState> _states = [];

    /// <summary>Hands over something that a host keeps for this instance; see <see cref="IInstanceState"/>.</summary>
    /// <remarks>Call it on the thread that runs the instance.</remarks>
    public void AddState(IInstanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _states.Add(state);
    }

    /// <summary>Copies the state of this instance, so that others can begin with it. The instance goes on as it is.</summary>
    /// <exception cref="InvalidOperationException">
    /// The instance is running, is linked with other instances, holds references to host objects or exceptions, traces or profiles its
    /// functions, or a host keeps something for it that would be lost. The message says which.
    /// </exception>
    /// <remarks>
    /// Fuel, limits and what hosts keep are not part of it. Take it when the guest is at rest: between calls, with no open files and no
    /// secrets in its memory. Cost: one look at every byte of memory, a copy of those that are not zero.
    /// </remarks>
    public Snapshot TakeSnapshot()
    {
        EnterAlone("taken a snapshot of");
        try
        {
            if (Module.Code.Rewritten is not null)
                throw new InvalidOperationException("no snapshot can be taken of an instance whose engine traces or profiles functions: what does so is in its tables");
            foreach (IInstanceState state in _states)
            {
                if (state.FindObstacle() is { } obstacle)
                    throw new InvalidOperationException($"no snapshot can be taken: {obstacle}");
            }

            return Snapshot.Of(this);
        }
        finally
        {
            LeaveCall();
        }
    }

    /// <summary>Goes back to the snapshot that this instance was made from, whatever its guest has done since.</summary>
    /// <exception cref="InvalidOperationException">The instance was not made from a snapshot, is running, or is linked with other instances.</exception>
    /// <remarks>
    /// Memory that was written to or grown is given back; functions, memories and delegates taken from the instance stay valid; references
    /// to host objects that it was given are forgotten. Limits and fuel stay as they are: set them anew for the next use.
    /// Cost on Linux: some microseconds and what was written to; elsewhere a copy of the image.
    /// </remarks>
    public void Reset()
    {
        if (Snapshot is not { } snapshot)
            throw new InvalidOperationException("only an instance made from a snapshot can be reset");
        EnterAlone("reset");
        try
        {
            for (int i = 0; i < Memories.Length; i++)
                Memories[i].Reset(snapshot.Image.Memories[i]);
            snapshot.Image.RestoreWords(this);
            Store.ForgetReferences();
            foreach (IInstanceState state in _states)
                state.Reset();
        }
        finally
        {
            LeaveCall();
        }
    }

    // Holds the right to run the store, so that no other thread does.
    private void EnterAlone(string what)
    {
        if (Store.IsRunningHere)
            throw new InvalidOperationException($"an instance cannot be {what} while it runs");
        EnterCall();
        if (Store.InstanceCount == 1)
            return;
        LeaveCall();
        throw new InvalidOperationException($"an instance that is linked with others cannot be {what}");
    }
}
