namespace Krait.Runtime.Store;

/// <summary>Calls code of one type with arguments from, and results to, arrays of words.</summary>
/// <param name="code">The record's <see cref="FunctionRecord.Code"/>.</param>
/// <param name="context">The record's <see cref="FunctionRecord.Context"/>.</param>
/// <param name="arguments">The parameters.</param>
/// <param name="results">Receives the results; may be the same array.</param>
internal unsafe delegate void UntypedCall(nint code, nint context, long* arguments, long* results);
