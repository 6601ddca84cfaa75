namespace Krait.Wasi.Abi;

/// <summary>A parameter of a WASI function.</summary>
/// <param name="Name">As in the standard.</param>
/// <param name="Type">The standard's type: an address of what follows <c>@</c>, or a number.</param>
/// <param name="IsInt64">Whether it takes an i64; an i32 otherwise.</param>
internal sealed record WasiParameter(string Name, string Type, bool IsInt64);
