using System;
using System.IO;
using System.Net.Sockets;
using Krait.Runtime;

namespace Krait.Wasi.Abi;

/// <summary>A host function of any shape that answers an i32.</summary>
internal delegate int HostCall(Caller caller, in GuestArguments arguments);

/// <summary>What host functions that are rows of tables have in common: their delegates, and what becomes of exceptions.</summary>
internal static class HostCallShapes
{
    /// <summary>A typed delegate for a linker, which passes its arguments on as words.</summary>
    /// <param name="name">For the message if the shape is none that the tables have.</param>
    /// <param name="shape">Parameter types as one letter each: <c>i</c> for i32, <c>I</c> for i64.</param>
    /// <param name="call">What it does.</param>
    public static Delegate Bind(string name, string shape, HostCall call) => shape switch
    {
        "" => (Caller c) => Run(call, c),
        "i" => (Caller c, int a) => Run(call, c, a),
        "iI" => (Caller c, int a, long b) => Run(call, c, a, b),
        "ii" => (Caller c, int a, int b) => Run(call, c, a, b),
        "iII" => (Caller c, int a, long b, long d) => Run(call, c, a, b, d),
        "iIi" => (Caller c, int a, long b, int d) => Run(call, c, a, b, d),
        "iii" => (Caller c, int a, int b, int d) => Run(call, c, a, b, d),
        "iIIi" => (Caller c, int a, long b, long d, int e) => Run(call, c, a, b, d, e),
        "iIii" => (Caller c, int a, long b, int d, int e) => Run(call, c, a, b, d, e),
        "iiII" => (Caller c, int a, int b, long d, long e) => Run(call, c, a, b, d, e),
        "iiii" => (Caller c, int a, int b, int d, int e) => Run(call, c, a, b, d, e),
        "iiiIi" => (Caller c, int a, int b, int d, long e, int f) => Run(call, c, a, b, d, e, f),
        "iiiii" => (Caller c, int a, int b, int d, int e, int f) => Run(call, c, a, b, d, e, f),
        "iiiiiI" => (Caller c, int a, int b, int d, int e, int f, long g) => Run(call, c, a, b, d, e, f, g),
        "iiiiii" => (Caller c, int a, int b, int d, int e, int f, int g) => Run(call, c, a, b, d, e, f, g),
        "iiiiIIi" => (Caller c, int a, int b, int d, int e, long f, long g, int h) => Run(call, c, a, b, d, e, f, g, h),
        "iiiiIii" => (Caller c, int a, int b, int d, int e, long f, int g, int h) => Run(call, c, a, b, d, e, f, g, h),
        "iiiiiii" => (Caller c, int a, int b, int d, int e, int f, int g, int h) => Run(call, c, a, b, d, e, f, g, h),
        "iiiiiIIii" => (Caller c, int a, int b, int d, int e, int f, long g, long h, int i, int j) => Run(call, c, a, b, d, e, f, g, h, i, j),
        _ => throw new InvalidOperationException($"no delegate of shape {shape} for {name}"),
    };

    /// <summary>The error number of what a host function threw; null for what is no error of a system call and ends the guest.</summary>
    public static WasiErrno? ErrnoOf(Exception exception) => exception switch
    {
        GuestFaultException => WasiErrno.Fault,
        SocketException socket => SocketErrors.Of(socket.SocketErrorCode),
        IOException or UnauthorizedAccessException or NotSupportedException => WasiErrno.Io,
        _ => null,
    };

    private static int Run(
        HostCall call, Caller caller, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0, long g = 0, long h = 0, long i = 0)
    {
        var arguments = default(GuestArguments);
        arguments[0] = a;
        arguments[1] = b;
        arguments[2] = c;
        arguments[3] = d;
        arguments[4] = e;
        arguments[5] = f;
        arguments[6] = g;
        arguments[7] = h;
        arguments[8] = i;
        return call(caller, arguments);
    }
}
