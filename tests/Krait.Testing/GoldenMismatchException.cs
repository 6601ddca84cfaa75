using System;

namespace Krait.Testing;

/// <summary>A golden file and what the code produced are not the same.</summary>
public sealed class GoldenMismatchException(string message) : Exception(message);
