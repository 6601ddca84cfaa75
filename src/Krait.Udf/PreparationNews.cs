using Krait.Guests;

namespace Krait.Udf;

/// <summary>What an <see cref="InterpreterPreparation"/> has to tell whoever runs the process.</summary>
/// <param name="Interpreter">Which interpreter it is about.</param>
/// <param name="IsFailure">Whether the preparation has failed.</param>
/// <param name="Message">What happens, in one line.</param>
public sealed record PreparationNews(PythonInterpreter Interpreter, bool IsFailure, string Message);
