using Krait.Wasi.Abi;

namespace Krait.Guests.Emscripten;

/// <summary>What a system call does: a result of at least 0, or an error number, negated.</summary>
internal delegate int SyscallMethod(EmscriptenHost host, in GuestCall call);

/// <summary>A row of a table of system calls.</summary>
/// <param name="Name">The import's name.</param>
/// <param name="Shape">Parameter types as one letter each: <c>i</c> for i32, <c>I</c> for i64. The result is an i32.</param>
/// <param name="Method">What it does.</param>
internal sealed record SyscallRow(string Name, string Shape, SyscallMethod Method);
