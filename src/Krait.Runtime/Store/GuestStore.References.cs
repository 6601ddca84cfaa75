using System.Collections.Generic;

namespace Krait.Runtime.Store;

// The numbers by which guests know host objects and exceptions.
internal sealed unsafe partial class GuestStore
{
    private readonly List<object> _hostObjects = [];
    private readonly Dictionary<object, long> _hostObjectNumbers = new(ReferenceEqualityComparer.Instance);
    private readonly ExceptionReferences _exceptions = new();

    /// <summary>A host object's number inside the guest, from 1 on. It lives as long as the store.</summary>
    public long NumberOf(object value)
    {
        if (_hostObjectNumbers.TryGetValue(value, out long number))
            return number;
        if (_holdings.MaximumReferences <= _hostObjects.Count)
            throw new ResourceLimitException(ResourceKind.References, _holdings.MaximumReferences);
        _hostObjects.Add(value);
        _hostObjectNumbers.Add(value, _hostObjects.Count);
        return _hostObjects.Count;
    }

    /// <summary>Forgets all host objects and exceptions: no guest of the store holds a number of one.</summary>
    public void ForgetReferences()
    {
        _hostObjects.Clear();
        _hostObjectNumbers.Clear();
        _exceptions.Clear();
    }

    public object HostObjectAt(long number) => _hostObjects[(int)number - 1];

    /// <summary>A new number for an exception reference; see <see cref="ExceptionReferences"/> for how long it lives.</summary>
    public long NumberOfException(GuestException exception)
    {
        GuestStore root = Root();
        return root._exceptions.Add(exception, root);
    }

    /// <exception cref="ResourceLimitException">The number is forgotten.</exception>
    public GuestException ExceptionAt(long number) => Root()._exceptions.Get(number);

    /// <summary>The exception references in globals and tables.</summary>
    public HashSet<long> HeldExceptions()
    {
        HashSet<long> held = [];
        foreach (Instance instance in _instances)
        {
            foreach (Global global in instance.Globals)
            {
                if (References.IsException(global.Type.Value))
                    held.Add(*global.Address);
            }

            foreach (Table table in instance.Tables)
            {
                if (!References.IsException(table.Type.Element))
                    continue;
                foreach (long number in table.Range(0, (uint)table.Length))
                    held.Add(number);
            }
        }

        return held;
    }
}
