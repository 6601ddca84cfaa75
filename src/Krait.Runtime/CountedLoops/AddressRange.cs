namespace Krait.Runtime.CountedLoops;

/// <summary>What a loop's accesses touch that count from one local.</summary>
/// <param name="Local">The local; its value at the beginning of the first round counts.</param>
/// <param name="Step">What a round adds to it.</param>
/// <param name="Lowest">The lowest address, from the local; may be negative. An instruction's own offset, which never wraps, is not in it.</param>
/// <param name="End">The end of the access that goes furthest, from the local.</param>
internal readonly record struct AddressRange(int Local, int Step, long Lowest, long End);
