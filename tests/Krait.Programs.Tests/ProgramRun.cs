namespace Krait.Programs.Tests;

/// <summary>What a program did, seen from outside.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">Standard output, one character a byte.</param>
/// <param name="Errors">Standard error, one character a byte.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors);
