namespace Krait.Runtime.Splitting;

/// <summary>Code that is to become a method of its own: instructions next to each other in one block, entered at the first.</summary>
/// <param name="Start">Offset of the first instruction in the function's code.</param>
/// <param name="End">Offset behind the last one.</param>
/// <param name="Height">Operands on the stack at its start.</param>
/// <param name="LowestHeight">Operands below this height are not touched by it.</param>
/// <param name="EndHeight">Operands on the stack at its end, if that is reached.</param>
internal readonly record struct PartRange(int Start, int End, int Height, int LowestHeight, int EndHeight);
