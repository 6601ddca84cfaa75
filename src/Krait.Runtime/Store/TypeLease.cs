using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>A module's hold on the numbers of its types; given back when the module and all its instances are collected.</summary>
internal sealed class TypeLease
{
    private readonly TypeNumbers _owner;
    private readonly FunctionType?[] _types;
    private readonly int[] _numbers;

    public TypeLease(Module module, TypeNumbers owner)
    {
        _owner = owner;
        _types = new FunctionType?[module.Types.Length];
        _numbers = new int[module.Types.Length];
        for (int i = 0; i < _types.Length; i++)
        {
            if (module.Types[i].Composite is not FunctionType function)
                continue;
            _numbers[i] = owner.Acquire(function);
            _types[i] = function;
        }
    }

    /// <summary>Gives the numbers back.</summary>
    ~TypeLease()
    {
        foreach (FunctionType? type in _types)
        {
            if (type is not null)
                _owner.Release(type);
        }
    }

    /// <summary>The number of a function type, by its index in the module.</summary>
    public int this[int typeIndex] => _numbers[typeIndex];
}
