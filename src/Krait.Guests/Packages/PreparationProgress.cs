namespace Krait.Guests;

/// <summary>How far <see cref="PythonGuests.Prepare"/> is.</summary>
/// <param name="Step">What is being done, e.g. <c>compiling CPython</c>. The steps of one preparation have different names.</param>
/// <param name="Fraction">How much of the step is done, 0 to 1; null where that is not known. 1 ends the step.</param>
public readonly record struct PreparationProgress(string Step, double? Fraction);
