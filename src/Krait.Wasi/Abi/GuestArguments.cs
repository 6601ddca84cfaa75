using System.Runtime.CompilerServices;

namespace Krait.Wasi.Abi;

/// <summary>The arguments of one call as words; none of the functions has more than nine.</summary>
[InlineArray(Count)]
internal struct GuestArguments
{
    public const int Count = 9;

    private long _first;
}
