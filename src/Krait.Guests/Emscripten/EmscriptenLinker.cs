using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Runtime;
using Krait.Wasi;
using Krait.Wasi.Abi;
using Krait.Wasi.Descriptors;
using Krait.Wasm;

namespace Krait.Guests.Emscripten;

/// <summary>Satisfies the imports of a module that Emscripten made.</summary>
internal static class EmscriptenLinker
{
    private const string Environment = "env";

    private static readonly Dictionary<string, Delegate> s_functions = AllFunctions().ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, WasiFunction> s_wasi =
        WasiFunctions.All.ToDictionary(static function => function.Name, InPosix, StringComparer.Ordinal);

    /// <summary>
    /// Externrefs that guests ask for without having the bridge to JavaScript: a cache that stays empty, and promises that mean
    /// "not asynchronous" by being null.
    /// </summary>
    private static readonly Dictionary<string, object?> s_references = new(StringComparer.Ordinal)
    {
        ["__hiwire_deduplicate_new"] = null,
        ["_maybe_connect_async"] = null,
        ["_maybe_poll_async"] = null,
        ["_maybe_recvfrom_async"] = null,
        ["_maybe_sendto_async"] = null,
    };

    /// <summary>Defines the functions that a module imports. One linker serves all instances.</summary>
    public static Linker DefineFunctions(Engine engine, Module module)
    {
        var linker = new Linker(engine);
        var wasi = new WasiDelegates(static instance => EmscriptenHost.Of(instance).Wasi);
        foreach (Import import in module.Imports)
        {
            if (import.Type is not FunctionReference reference)
                continue;
            if (import.ModuleName == WasiLinker.ModuleName && s_wasi.TryGetValue(import.Name, out WasiFunction? function))
                wasi.Define(linker, import.ModuleName, function);
            else if (import.ModuleName == Environment && s_functions.TryGetValue(import.Name, out Delegate? known))
                linker.DefineFunction(import.ModuleName, import.Name, known);
            else
                linker.DefineFunction(import.ModuleName, import.Name, module.FunctionTypeAt(reference.TypeIndex), Other(import.Name));
        }

        return linker;
    }

    /// <summary>Adds what belongs to one instance alone: the places of symbols that were never linked, all 0.</summary>
    public static Linker WithGlobals(Linker functions, Module module)
    {
        Linker linker = functions.Clone();
        foreach (Import import in module.Imports)
        {
            if (import.Type is GlobalType type)
                linker.DefineGlobal(import.ModuleName, import.Name, new Global(type, Value.FromInt32(0)));
        }

        return linker;
    }

    private static IEnumerable<KeyValuePair<string, Delegate>> AllFunctions()
    {
        IEnumerable<SyscallRow> syscalls = [.. OpenCalls.Rows, .. StatCalls.Rows, .. NameCalls.Rows, .. DescriptorCalls.Rows, .. MapCalls.Rows, .. RefusedCalls.Rows];
        IEnumerable<HostRow> others = [.. TimeCalls.Rows, .. ProcessCalls.Rows, .. InvokeCalls.Rows, .. ForeignCalls.Rows, .. CallbackCalls.Rows, .. SymbolCalls.Rows, .. ProxyCalls.Rows];
        return syscalls.Select(static row => KeyValuePair.Create(row.Name, SyscallBinder.Bind(row)))
            .Concat(others.Select(static row => KeyValuePair.Create(row.Name, row.Function)));
    }

    private static HostCallback Other(string name)
    {
        if (s_references.TryGetValue(name, out object? value))
        {
            return (caller, arguments, results) =>
                results[0] = value is null ? Value.Null(Krait.Wasm.ValueType.ExternRef) : Value.FromHostObject(value);
        }

        return (caller, arguments, results) => throw new GuestAbortException(
            $"the interpreter called {name}, which belongs to its bridge to JavaScript or to its loader of shared libraries; Krait has neither");
    }

    // A descriptor without the right to be read or written is, in POSIX, not one for reading or writing.
    private static WasiFunction InPosix(WasiFunction function) => function with
    {
        Method = (in GuestCall call) =>
        {
            if (function.Name == "fd_seek")
            {
                EmscriptenHost host = EmscriptenHost.Of(call.Caller.Instance);
                if (host.DirectoryAt(call.UInt32(0)) is { } directory)
                    return Rewind(directory, call);
                if (host.Wasi.Descriptors.Find(call.UInt32(0)) is DeviceDescriptor)
                    return StayAtStart(call);
            }

            WasiErrno errno = function.Method(call);
            return errno == WasiErrno.Notcapable ? WasiErrno.Badf : errno;
        },
    };

    private static WasiErrno StayAtStart(in GuestCall call)
    {
        call.Write(call.UInt32(3), 0L);
        return WasiErrno.Success;
    }

    private static WasiErrno Rewind(OpenDirectory directory, in GuestCall call)
    {
        if (call.UInt64(1) != 0 || call.UInt32(2) != (uint)SeekOrigin.Start)
            return WasiErrno.Inval;
        directory.Next = 0;
        call.Write(call.UInt32(3), 0L);
        return WasiErrno.Success;
    }
}
