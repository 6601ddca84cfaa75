namespace Krait.Runtime.CountedLoops;

/// <summary>A loop goes on only while a counter stands in a relation to a bound.</summary>
/// <param name="Relation">The relation. It is of the counter's direction: less for one that rises, greater for one that falls.</param>
/// <param name="Counter">The compared number, from the counter's value at the beginning of a round.</param>
/// <param name="Step">What a round adds to the counter; not 0.</param>
/// <param name="Bound">What it is compared with, which no round changes.</param>
internal sealed record LoopExit(LoopRelation Relation, LoopValue Counter, int Step, LoopValue Bound);
