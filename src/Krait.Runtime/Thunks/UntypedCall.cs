namespace Krait.Runtime.Thunks;

/// <summary>Calls compiled code of one type with arguments from, and results to, arrays of words.</summary>
internal unsafe delegate void UntypedCall(nint code, nint context, long* arguments, long* results);
