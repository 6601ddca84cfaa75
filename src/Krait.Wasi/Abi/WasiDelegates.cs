using System;
using Krait.Runtime;

namespace Krait.Wasi.Abi;

/// <summary>Binds rows of the table to a linker: one delegate shape per combination of parameter types that the standard has.</summary>
internal sealed class WasiDelegates(Func<Instance, WasiHost> hostOf)
{
    public void Define(Linker linker, string moduleName, WasiFunction function)
    {
        if (function.Returns)
            linker.DefineFunction(moduleName, function.Name, Bind(function));
        else
            linker.DefineFunction(moduleName, function.Name, (Caller caller, int a) => { Call(function, caller, a); });
    }

    private Delegate Bind(WasiFunction function) => function.Shape switch
    {
        "" => (Caller c) => Call(function, c),
        "i" => (Caller c, int a) => Call(function, c, a),
        "iI" => (Caller c, int a, long b) => Call(function, c, a, b),
        "ii" => (Caller c, int a, int b) => Call(function, c, a, b),
        "iII" => (Caller c, int a, long b, long d) => Call(function, c, a, b, d),
        "iIi" => (Caller c, int a, long b, int d) => Call(function, c, a, b, d),
        "iii" => (Caller c, int a, int b, int d) => Call(function, c, a, b, d),
        "iIIi" => (Caller c, int a, long b, long d, int e) => Call(function, c, a, b, d, e),
        "iIii" => (Caller c, int a, long b, int d, int e) => Call(function, c, a, b, d, e),
        "iiii" => (Caller c, int a, int b, int d, int e) => Call(function, c, a, b, d, e),
        "iiiIi" => (Caller c, int a, int b, int d, long e, int f) => Call(function, c, a, b, d, e, f),
        "iiiii" => (Caller c, int a, int b, int d, int e, int f) => Call(function, c, a, b, d, e, f),
        "iiiiii" => (Caller c, int a, int b, int d, int e, int f, int g) => Call(function, c, a, b, d, e, f, g),
        "iiiiIIi" => (Caller c, int a, int b, int d, int e, long f, long g, int h) => Call(function, c, a, b, d, e, f, g, h),
        "iiiiiii" => (Caller c, int a, int b, int d, int e, int f, int g, int h) => Call(function, c, a, b, d, e, f, g, h),
        "iiiiiIIii" => (Caller c, int a, int b, int d, int e, int f, long g, long h, int i, int j) => Call(function, c, a, b, d, e, f, g, h, i, j),
        _ => throw new InvalidOperationException($"no delegate of shape {function.Shape} for {function.Name}"),
    };

    private int Call(
        WasiFunction function, Caller caller, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0, long f = 0, long g = 0, long h = 0, long i = 0)
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
        return (int)function.Call(hostOf(caller.Instance), caller, arguments);
    }
}
