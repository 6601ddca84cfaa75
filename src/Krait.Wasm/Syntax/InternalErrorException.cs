using System;

namespace Krait.Wasm;

/// <summary>A belief of the code that turned out wrong: a defect of Krait, never of its input. Nothing catches it.</summary>
/// <param name="message">The broken belief, as a sentence.</param>
public sealed class InternalErrorException(string message) : Exception(message);
