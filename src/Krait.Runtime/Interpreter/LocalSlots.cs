using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>The slots of a function's locals: parameters below the header, the others above it.</summary>
internal sealed class LocalSlots
{
    private readonly int[] _slots;
    private readonly byte[] _words;

    public LocalSlots(FunctionType type, FunctionBody body)
    {
        int count = type.Parameters.Length;
        foreach (LocalRun run in body.Locals)
            count += run.Count;
        _slots = new int[count];
        _words = new byte[count];
        ParameterWords = WordCounts.Of(type.Parameters);
        int next = 0;
        int slot = -ParameterWords;
        foreach (ValueType parameter in type.Parameters)
            Place(ref next, ref slot, parameter);
        slot = FunctionEntry.HeaderWords;
        foreach (LocalRun run in body.Locals)
        {
            for (int i = 0; i < run.Count; i++)
                Place(ref next, ref slot, run.Type);
        }

        End = slot;
    }

    public int ParameterWords { get; }

    /// <summary>The slot above the last local, where the operands begin.</summary>
    public int End { get; }

    public int SlotOf(int local) => _slots[local];

    public int WordsOf(int local) => _words[local];

    private void Place(ref int next, ref int slot, ValueType type)
    {
        _slots[next] = slot;
        _words[next] = (byte)WordCounts.Of(type);
        slot += _words[next++];
    }
}
