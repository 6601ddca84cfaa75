using System.Collections.Generic;
using System.Linq;
using Krait.Wasi;
using Krait.Wasi.Abi;

namespace Krait.Guests.Emscripten;

/// <summary>System calls that answer with an error, always: programs then go on without them.</summary>
internal static class RefusedCalls
{
    // EAI_FAIL: there is no network, so no name has an address.
    private const int NameUnknown = -4;

    public static IReadOnlyList<SyscallRow> Rows { get; } =
    [
        .. Of("iiiiii", WasiErrno.Acces, "__syscall_socket"),
        .. Of("iiiiii", WasiErrno.Notsock, "__syscall_accept4", "__syscall_bind", "__syscall_connect", "__syscall_getpeername", "__syscall_getsockname"),
        .. Of("iiiiii", WasiErrno.Notsock, "__syscall_getsockopt", "__syscall_listen", "__syscall_recvfrom", "__syscall_recvmsg", "__syscall_sendmsg", "__syscall_sendto"),
        new("getaddrinfo", "iiii", static (EmscriptenHost host, in GuestCall call) => NameUnknown),
        new("getnameinfo", "iiiiiii", static (EmscriptenHost host, in GuestCall call) => NameUnknown),
        new("getprotobyname", "i", static (EmscriptenHost host, in GuestCall call) => 0),
        new("_emscripten_lookup_name", "i", static (EmscriptenHost host, in GuestCall call) => 0),
    ];

    private static IEnumerable<SyscallRow> Of(string shape, WasiErrno errno, params string[] names) =>
        names.Select(name => new SyscallRow(name, shape, (EmscriptenHost host, in GuestCall call) => errno.Negated()));
}
