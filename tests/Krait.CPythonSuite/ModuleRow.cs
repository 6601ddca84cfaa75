using System.Collections.Generic;

namespace Krait.CPythonSuite;

/// <summary>What is known of a module of tests.</summary>
/// <param name="Name">Below the package <c>test</c>.</param>
/// <param name="IsLong">It takes so long that only <c>./dev suite cpython</c> runs it.</param>
/// <param name="Passed">How many of its tests pass.</param>
/// <param name="Skipped">How many say of themselves that they cannot run in this Python.</param>
/// <param name="Excluded">Tests that do not pass.</param>
internal sealed record ModuleRow(string Name, bool IsLong, int Passed, int Skipped, IReadOnlyList<ExcludedTest> Excluded);

/// <summary>A test that does not pass.</summary>
/// <param name="Name">Class and method.</param>
/// <param name="IsStarted">False if it is not to be started at all, because the sandbox would end in it or time run out.</param>
/// <param name="Reason">Why it does not pass.</param>
internal sealed record ExcludedTest(string Name, bool IsStarted, string Reason);
