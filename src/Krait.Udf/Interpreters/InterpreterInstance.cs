using System;
using System.Collections.Generic;
using System.Text.Json;
using Krait.Guests;
using Krait.Runtime;
using Krait.Udf.Execution;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Interpreters;

/// <summary>A sandbox that began as a version's image. With isolation per call it goes back to the image before each call but the first.</summary>
internal sealed class InterpreterInstance : UdfInstance
{
    private readonly InterpreterProgram _program;
    private readonly ArgumentBinding _binding;
    private readonly PythonSandbox _sandbox;
    private readonly HostModule _host;
    private readonly long _freshBytes;
    private readonly List<object?> _positional = [];
    private readonly List<KeyValuePair<string, object?>> _keywords = [];
    private bool _isUsed;
    private long _memoryBytes;

    private InterpreterInstance(InterpreterProgram program, ArgumentBinding binding, PythonSandbox sandbox, HostModule host)
    {
        _host = host;
        _program = program;
        _binding = binding;
        _sandbox = sandbox;
        _freshBytes = program.Facts.MemoryBytes;
    }

    // Interpreters are compiled without counting: it would cost each of their instructions.
    public override long FuelUsed => 0;

    // What the limit counts: what the sandbox has beyond the interpreter.
    public override long MemoryBytes => Math.Max(_memoryBytes, Math.Max(0, _sandbox.MemoryBytes - _freshBytes));

    /// <summary>Makes a sandbox; its renewal runs under the first call's limits.</summary>
    public static InterpreterInstance Create(InterpreterProgram program, ArgumentBinding binding, LogBuffer log, CallLimits limits)
    {
        var stream = new LogStream(log);
        PythonSandboxOptions options = program.Facts.OptionsFor(program.Record.Limits) with { Limits = Unmetered(limits), Output = stream, Error = stream };
        var host = new HostModule(binding.Parameters, log);
        PythonSandbox sandbox = PythonSandbox.Create(program.Image, options);
        try
        {
            host.Define(sandbox);
            return new InterpreterInstance(program, binding, sandbox, host);
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }

    public override UdfValue Call(in UdfDocument document)
    {
        if (_isUsed && _program.Record.Isolation == UdfIsolation.Call)
        {
            _memoryBytes = MemoryBytes;
            _sandbox.Reset();
        }

        _isUsed = true;
        _host.SetDocument(document);
        BindArguments(document);
        return ResultConversion.ToValue(_sandbox.Call(_program.Signature.FunctionName, _positional, _keywords), _program.Record.Limits.ResultBytes);
    }

    public override void SetLimits(CallLimits limits) => _sandbox.Limits = Unmetered(limits);

    public override void Refuel()
    {
    }

    public override void Dispose()
    {
        _memoryBytes = MemoryBytes;
        _sandbox.Dispose();
    }

    private static CallLimits Unmetered(CallLimits limits) => limits with { Fuel = null };

    // By position while it can be told which parameter comes next; by name after one that is left to its own default.
    private void BindArguments(in UdfDocument document)
    {
        _positional.Clear();
        _keywords.Clear();
        SourceSignature signature = _program.Signature;
        for (int i = 0; i < _program.Entry.Arguments.Length; i++)
        {
            EntryParameter argument = _program.Entry.Arguments[i];
            JsonElement found = _binding.Find(i, document, out bool isField);
            if (found.ValueKind == JsonValueKind.Undefined)
                continue;
            if (isField && !TypeCheck.Fits(found, argument.Type))
                throw ArgumentBinding.WrongField(argument, found);

            object? value = JsonConversion.ToPython(found, argument.Type);
            if (i == _positional.Count && i < signature.PositionalCount)
                _positional.Add(value);
            else
                _keywords.Add(new(signature.Parameters[i], value));
        }
    }
}
