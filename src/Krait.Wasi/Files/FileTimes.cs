namespace Krait.Wasi;

/// <summary>New times for a file, in nanoseconds since 1970; null leaves a time as it is.</summary>
/// <param name="AccessedNs">Last reading.</param>
/// <param name="ModifiedNs">Last change of content.</param>
public readonly record struct FileTimes(ulong? AccessedNs, ulong? ModifiedNs);
