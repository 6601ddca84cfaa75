using System;
using System.Collections.Generic;
using System.Text;
using Krait.Guests.Emscripten;
using Krait.Runtime;

namespace Krait.Guests.CPython;

/// <summary>What the host keeps about one CPython: its functions, its types, names that were handed to it, and memory to work in.</summary>
internal sealed class CPythonSession
{
    // Names stay in the guest as long as they are remembered here.
    private const int MaximumNames = 1000;

    // Of one source; lines of further functions are not shown.
    private const int MaximumCodes = 10_000;

    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public CPythonSession(CPythonApi api, IPythonGuest guest, Instance instance, EmscriptenHost host, PythonSandboxOptions options)
    {
        Guest = guest;
        Host = host;
        Api = api;
        Calls = new CPythonCalls(api);
        Types = new CPythonTypes(api);
        Scratch = new GuestScratch(api);
        MaximumValueBytes = options.MaximumValueBytes;
        MaximumValueDepth = options.MaximumValueDepth;
        Dates = new CPythonDates(this);
        Reader = new CPythonReader(this);
        Writer = new CPythonWriter(this);
        Functions = new CPythonFunctions(this, instance);
        Errors = new CPythonErrors(this);
    }

    public IPythonGuest Guest { get; }

    public EmscriptenHost Host { get; }

    public CPythonApi Api { get; }

    public CPythonCalls Calls { get; }

    public CPythonTypes Types { get; }

    public GuestScratch Scratch { get; }

    public CPythonDates Dates { get; }

    public CPythonReader Reader { get; }

    public CPythonWriter Writer { get; }

    public CPythonErrors Errors { get; }

    public CPythonFunctions Functions { get; }

    public long MaximumValueBytes { get; }

    public int MaximumValueDepth { get; }

    /// <summary>Takes the exception that is set, as one for the host to throw.</summary>
    public Exception Raised() => Errors.Take();

    /// <summary>An address, or the exception that is set if it is 0.</summary>
    public int Check(int address) => address != 0 ? address : throw Raised();

    /// <summary>Throws the exception that is set if a function answered with less than 0.</summary>
    public void CheckStatus(int status)
    {
        if (status < 0)
            throw Raised();
    }

    /// <summary>A name as a text object that stays the session's.</summary>
    public int Name(string name)
    {
        if (_names.TryGetValue(name, out int address))
            return address;
        if (_names.Count >= MaximumNames)
            ForgetNames();
        using (Scratch.Open())
            address = Check(Calls.InternText(CString(name)));
        return _names[name] = address;
    }

    /// <summary>Text and a NUL in scratch memory.</summary>
    /// <exception cref="ArgumentException">The text contains NUL.</exception>
    public int CString(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("text without NUL was expected", nameof(text));
        int size = Encoding.UTF8.GetByteCount(text) + 1;
        int address = Scratch.Take(size);
        Span<byte> target = Api.Memory.GetSpan((uint)address, size);
        Encoding.UTF8.GetBytes(text, target);
        target[^1] = 0;
        return address;
    }

    /// <summary>A code object and those within it, of functions and classes.</summary>
    public List<int> CodesIn(int code)
    {
        List<int> codes = [code];
        for (int i = 0; i < codes.Count; i++)
        {
            int constants = Api.Memory.Read<int>((uint)codes[i] + CPythonLayout.CodeConstants);
            int count = Api.Memory.Read<int>((uint)constants + CPythonLayout.Size);
            for (int item = 0; item < count && codes.Count < MaximumCodes; item++)
            {
                int constant = Api.Memory.Read<int>((uint)constants + CPythonLayout.TupleItems + ((uint)item * sizeof(int)));
                if (Api.TypeOf(constant) == Types.Code)
                    codes.Add(constant);
            }
        }

        return codes;
    }

    /// <summary>The guest has gone back to an earlier state.</summary>
    public void Forget()
    {
        _names.Clear();
        Scratch.Forget();
        Dates.Forget();
        Functions.Forget();
        Errors.Forget();
    }

    private void ForgetNames()
    {
        foreach (int address in _names.Values)
            Api.DecRef(address);
        _names.Clear();
    }
}
