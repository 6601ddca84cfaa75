using System;

namespace Krait.Wasi.Abi;

/// <summary>An address from the guest is outside its memory. Caught where host functions are entered and answered as <see cref="WasiErrno.Fault"/>.</summary>
internal sealed class GuestFaultException : Exception
{
}
