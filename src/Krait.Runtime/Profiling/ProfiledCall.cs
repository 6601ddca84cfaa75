using System;
using System.Collections.Immutable;

namespace Krait.Runtime;

/// <summary>A function in the place where it was called, and how long it was seen there.</summary>
/// <param name="Name">The function's name; of a function of the host, the import's two names with a dot between them. Empty for the root.</param>
/// <param name="SelfTime">Time in which it called nothing else.</param>
/// <param name="TotalTime">That and the time of its callees.</param>
/// <param name="Callees">What it called, longest first. Calls deeper than 512 count for the deepest.</param>
public sealed record ProfiledCall(string Name, TimeSpan SelfTime, TimeSpan TotalTime, ImmutableArray<ProfiledCall> Callees);
