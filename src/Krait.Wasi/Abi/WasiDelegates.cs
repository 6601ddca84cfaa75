using System;
using Krait.Runtime;

namespace Krait.Wasi.Abi;

/// <summary>Binds rows of the table to a linker.</summary>
internal sealed class WasiDelegates(Func<Instance, WasiHost> hostOf)
{
    public void Define(Linker linker, string moduleName, WasiFunction function)
    {
        if (function.Returns)
            linker.DefineFunction(moduleName, function.Name, HostCallShapes.Bind(function.Name, function.Shape, Call));
        else
            linker.DefineFunction(moduleName, function.Name, (Caller caller, int a) => { CallOne(caller, a); });

        int Call(Caller caller, in GuestArguments arguments) => (int)function.Call(hostOf(caller.Instance), caller, arguments);

        void CallOne(Caller caller, int argument)
        {
            var arguments = default(GuestArguments);
            arguments[0] = argument;
            Call(caller, arguments);
        }
    }
}
