using System;

namespace Krait.Udf;

/// <summary>One limit as users see it.</summary>
/// <param name="Name">Key in requests and answers, e.g. <c>deadline_ms</c>.</param>
/// <param name="Unit">Unit of its value, e.g. <c>ms</c>, <c>bytes</c>, <c>units</c>.</param>
/// <param name="Minimum">Smallest value allowed.</param>
/// <param name="Read">Takes the value out of a set of limits.</param>
/// <param name="Write">Gives a copy of a set of limits with another value.</param>
/// <param name="Meaning">What is limited, as a phrase.</param>
public sealed record UdfLimitRow(
    string Name,
    string Unit,
    long Minimum,
    Func<UdfLimits, long> Read,
    Func<UdfLimits, long, UdfLimits> Write,
    string Meaning);
