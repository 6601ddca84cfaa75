using System.Collections.Generic;
using System.Threading;

namespace Krait.Runtime.Store;

// Inside the guest an exception reference is a number. Nobody can see which numbers the guest still has in its variables, so
// each handler that asks for a reference gets a new number, and when there are too many, those made first are forgotten: a
// program may throw and catch for ever in bounded memory. What a global or a table holds is not forgotten. A number is
// never used for a second exception, so a forgotten one is recognised.

/// <summary>The exceptions that exception references of one store refer to, by number.</summary>
internal sealed class ExceptionReferences
{
    private static long s_last;

    private readonly Dictionary<long, GuestException> _exceptions = [];
    private readonly Queue<long> _order = [];
    private long _weight;

    /// <summary>Keeps an exception.</summary>
    /// <param name="exception">Any; what is kept is a copy that was not thrown.</param>
    /// <param name="store">Whose globals and tables hold references.</param>
    /// <returns>Its new number, never 0.</returns>
    /// <exception cref="ResourceLimitException">Globals and tables hold too many.</exception>
    public long Add(GuestException exception, GuestStore store)
    {
        if (GuestException.MaximumReferences < _weight + exception.Weight)
            Forget(store, GuestException.MaximumReferences / 2);
        if (GuestException.MaximumReferences < _weight + exception.Weight)
            throw Exhausted();
        long number = Interlocked.Increment(ref s_last);
        Add(number, exception.Kept());
        return number;
    }

    /// <exception cref="ResourceLimitException">It is forgotten.</exception>
    public GuestException Get(long number) => _exceptions.TryGetValue(number, out GuestException? exception) ? exception : throw Exhausted();

    /// <summary>Takes over what another store has.</summary>
    public void TakeFrom(ExceptionReferences other)
    {
        foreach (long number in other._order)
            Add(number, other._exceptions[number]);
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _exceptions.Clear();
        _order.Clear();
        _weight = 0;
    }

    public static ResourceLimitException Exhausted() => new(ResourceKind.ExceptionReferences, GuestException.MaximumReferences);

    private void Add(long number, GuestException kept)
    {
        _exceptions.Add(number, kept);
        _order.Enqueue(number);
        _weight += kept.Weight;
    }

    private void Forget(GuestStore store, int weight)
    {
        HashSet<long> held = store.HeldExceptions();
        for (int i = _order.Count; 0 < i && weight < _weight; i--)
        {
            long number = _order.Dequeue();
            if (held.Contains(number))
            {
                _order.Enqueue(number);
                continue;
            }

            _exceptions.Remove(number, out GuestException? forgotten);
            _weight -= forgotten!.Weight;
        }
    }
}
