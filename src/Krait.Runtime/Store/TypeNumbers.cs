using System.Collections.Generic;
using Krait.Wasm;

namespace Krait.Runtime.Store;

// call_indirect compares one number instead of two lists of types. Numbers are handed out per engine and given
// back when the last module that uses a type is collected, so that modules that come and go leave nothing behind.

/// <summary>Numbers for function types, equal for equal types of one engine; never 0.</summary>
internal sealed class TypeNumbers
{
    private readonly object _gate = new();
    private readonly Dictionary<FunctionType, (int Number, int Users)> _numbers = []; // guarded by _gate
    private int _last; // guarded by _gate

    public int Acquire(FunctionType type)
    {
        lock (_gate)
        {
            (int number, int users) = _numbers.TryGetValue(type, out (int, int) known) ? known : (++_last, 0);
            _numbers[type] = (number, users + 1);
            return number;
        }
    }

    public void Release(FunctionType type)
    {
        lock (_gate)
        {
            (int number, int users) = _numbers[type];
            if (users == 1)
                _numbers.Remove(type);
            else
                _numbers[type] = (number, users - 1);
        }
    }
}
