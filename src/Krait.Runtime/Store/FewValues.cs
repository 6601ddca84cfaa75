using System.Runtime.CompilerServices;

namespace Krait.Runtime.Store;

/// <summary>Room on the stack for the arguments and results of most functions, where a list would be allocated otherwise.</summary>
[InlineArray(Count)]
internal struct FewValues
{
    /// <summary>How many values fit.</summary>
    public const int Count = 8;

    private Value _first;
}
