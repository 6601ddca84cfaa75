using System;
using System.IO;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Abi;

namespace Krait.Guests.Emscripten;

/// <summary>Makes a delegate of a row: one shape per combination of parameter types that the tables have.</summary>
internal static class SyscallBinder
{
    public static Delegate Bind(SyscallRow row) => row.Shape switch
    {
        "" => (Caller c) => Call(row, c),
        "i" => (Caller c, int a) => Call(row, c, a),
        "ii" => (Caller c, int a, int b) => Call(row, c, a, b),
        "iI" => (Caller c, int a, long b) => Call(row, c, a, b),
        "iii" => (Caller c, int a, int b, int d) => Call(row, c, a, b, d),
        "iiii" => (Caller c, int a, int b, int d, int e) => Call(row, c, a, b, d, e),
        "iIIi" => (Caller c, int a, long b, long d, int e) => Call(row, c, a, b, d, e),
        "iiII" => (Caller c, int a, int b, long d, long e) => Call(row, c, a, b, d, e),
        "iiiii" => (Caller c, int a, int b, int d, int e, int f) => Call(row, c, a, b, d, e, f),
        "iiiiii" => (Caller c, int a, int b, int d, int e, int f, int g) => Call(row, c, a, b, d, e, f, g),
        "iiiiiii" => (Caller c, int a, int b, int d, int e, int f, int g, int h) => Call(row, c, a, b, d, e, f, g, h),
        "iiiiiI" => (Caller c, int a, int b, int d, int e, int f, long g) => Call(row, c, a, b, d, e, f, g),
        "iiiiIii" => (Caller c, int a, int b, int d, int e, long f, int g, int h) => Call(row, c, a, b, d, e, f, g, h),
        _ => throw new InvalidOperationException($"no delegate of shape {row.Shape} for {row.Name}"),
    };

    private static int Call(
        SyscallRow row, Caller caller, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0, long g = 0)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        var arguments = default(GuestArguments);
        arguments[0] = a;
        arguments[1] = b;
        arguments[2] = c;
        arguments[3] = d;
        arguments[4] = e;
        arguments[5] = f;
        arguments[6] = g;
        try
        {
            return row.Method(host, new GuestCall(host.Wasi, caller, arguments));
        }
        catch (GuestFaultException)
        {
            return WasiErrno.Fault.Negated();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return WasiErrno.Io.Negated();
        }
    }
}
