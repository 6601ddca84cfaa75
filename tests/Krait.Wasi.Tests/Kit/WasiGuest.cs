using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Krait.Runtime;
using Krait.Testing;
using Krait.Wasi.Abi;

namespace Krait.Wasi.Tests;

/// <summary>
/// A guest of two pages that exports every WASI function under its own name, so that tests call them with any arguments. What tests put
/// into its memory goes from <see cref="Heap"/> on; below are <see cref="Answer"/> and <see cref="Buffer"/>.
/// </summary>
internal sealed class WasiGuest : IDisposable
{
    /// <summary>Where functions write numbers in the tests; 64 bytes.</summary>
    public const uint Answer = 1024;

    /// <summary>A buffer; 4 KiB.</summary>
    public const uint Buffer = 4096;

    /// <summary>Where <see cref="Put(ReadOnlySpan{byte})"/> begins.</summary>
    public const uint Heap = 65536;

    private static readonly Engine s_engine = TestEngine.New();
    private static readonly Lazy<CompiledModule> s_module = new(static () => GuestRun.Compile(s_engine, Text("(memory (export \"memory\") 2)")));
    private static readonly Lazy<CompiledModule> s_withoutMemory = new(static () => GuestRun.Compile(s_engine, Text(string.Empty)));

    private uint _next = Heap;

    public WasiGuest(WasiOptions options, CallLimits? limits = null)
        : this(s_module.Value, options, limits)
    {
    }

    private WasiGuest(CompiledModule module, WasiOptions options, CallLimits? limits)
    {
        Host = new WasiHost(options);
        Instance = new Linker(s_engine).DefineWasi(Host)
            .Instantiate(module, InstanceOptions.Default with { Limits = limits ?? CallLimits.Default });
    }

    private WasiGuest(Snapshot snapshot, WasiOptions options)
    {
        Host = new WasiHost(options);
        Instance = snapshot.Instantiate(new Linker(s_engine).DefineWasi(Host));
    }

    /// <summary>A guest in the state of another one.</summary>
    public static WasiGuest Of(Snapshot snapshot, WasiOptions options) => new(snapshot, options);

    public Instance Instance { get; }

    public WasiHost Host { get; }

    public Memory Memory => Instance.GetMemory("memory");

    /// <summary>A guest that has no memory at all.</summary>
    public static WasiGuest WithoutMemory(WasiOptions options) => new(s_withoutMemory.Value, options, null);

    /// <summary>Options with one mount, descriptor 3.</summary>
    public static WasiOptions Mounting(IFileSystem fileSystem) => WasiOptions.Default with { Mounts = [new WasiMount("/", fileSystem)] };

    /// <summary>Calls a function.</summary>
    /// <param name="name">As in the standard.</param>
    /// <param name="arguments">As many as it has parameters.</param>
    public WasiErrno Call(string name, params ReadOnlySpan<long> arguments)
    {
        WasiFunction function = WasiFunctions.All.Single(row => row.Name == name);
        Assert.Equal(function.Parameters.Length, arguments.Length);
        var values = new Value[arguments.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = function.Parameters[i].IsInt64 ? Value.FromInt64(arguments[i]) : Value.FromInt32((int)arguments[i]);
        Value[] results = Instance.GetFunction(name).Invoke(values);
        return results.Length == 0 ? WasiErrno.Success : (WasiErrno)results[0].AsInt32();
    }

    /// <summary>Sets the limits of the calls from now on.</summary>
    public void SetLimits(CallLimits limits) => Instance.SetLimits(limits);

    /// <summary>Puts bytes into memory and says where.</summary>
    public uint Put(ReadOnlySpan<byte> bytes)
    {
        uint address = _next;
        Memory.Write(address, bytes);
        _next += ((uint)bytes.Length + 7) & ~7u;
        return address;
    }

    /// <summary>Uses the memory of everything that was put there again.</summary>
    public void Forget() => _next = Heap;

    /// <summary>Puts one buffer description into memory.</summary>
    public uint PutBuffer(uint address, uint lengthBytes)
    {
        Span<byte> pair = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(pair, address);
        BinaryPrimitives.WriteUInt32LittleEndian(pair[4..], lengthBytes);
        return Put(pair);
    }

    public uint AnswerAt(uint offset = 0) => Memory.Read<uint>(Answer + offset);

    /// <summary>Opens a path below descriptor 3 and gives the errno.</summary>
    public WasiErrno Open(string path, out uint fd, uint openFlags = 0, WasiRights rights = WasiRights.File, WasiRights inheriting = WasiRights.None)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        WasiErrno errno = Call("path_open", 3, 1, Put(bytes), bytes.Length, openFlags, (long)rights, (long)inheriting, 0, Answer);
        fd = errno == WasiErrno.Success ? AnswerAt() : uint.MaxValue;
        return errno;
    }

    /// <summary>Writes text to a descriptor.</summary>
    /// <returns>The errno and the bytes that were written.</returns>
    public (WasiErrno Errno, uint Count) Write(uint fd, string text)
    {
        Memory.Write(Answer, 0u);
        uint buffers = PutBuffer(Put(Encoding.UTF8.GetBytes(text)), (uint)Encoding.UTF8.GetByteCount(text));
        return (Call("fd_write", fd, buffers, 1, Answer), AnswerAt());
    }

    /// <summary>Reads text from a descriptor, at most 4 KiB.</summary>
    public (WasiErrno Errno, string Text) Read(uint fd)
    {
        Memory.Write(Answer, 0u);
        WasiErrno errno = Call("fd_read", fd, PutBuffer(Buffer, 4096), 1, Answer);
        return (errno, Memory.ReadUtf8(Buffer, (int)AnswerAt()));
    }

    public void Dispose()
    {
        Instance.Dispose();
        Host.Dispose();
    }

    private static string Text(string memory)
    {
        var text = new StringBuilder("(module");
        foreach (WasiFunction function in WasiFunctions.All)
            text.Append($" (import \"{WasiLinker.ModuleName}\" \"{function.Name}\" (func ${function.Name}{Signature(function)}))");
        text.Append(memory);
        foreach (WasiFunction function in WasiFunctions.All)
        {
            IEnumerable<string> arguments = function.Parameters.Select(static (_, index) => $" local.get {index}");
            text.Append($" (func (export \"{function.Name}\"){Signature(function)}{string.Concat(arguments)} call ${function.Name})");
        }

        return text.Append(')').ToString();
    }

    private static string Signature(WasiFunction function) =>
        string.Concat(function.Parameters.Select(static parameter => parameter.IsInt64 ? " (param i64)" : " (param i32)")) + (function.Returns ? " (result i32)" : "");
}
