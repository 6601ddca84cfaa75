using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using Krait.Search.Execution;
using Krait.Udf;

namespace Krait.Search.Tests.Testing;

/// <summary>Functions made of delegates, so that what a search does with results and failures is tested apart from the engine.</summary>
internal sealed class ScriptedUdfs : IUdfCalls
{
    public delegate UdfValue Body(UdfDocument document, JsonElement? parameters);

    private readonly Dictionary<string, Body> _bodies = [];

    /// <summary>Names of the functions called, one entry for each call.</summary>
    public List<string> Calls { get; } = [];

    public int Runs { get; private set; }

    public Body this[string name]
    {
        set => _bodies[name] = value;
    }

    public IUdfCall Open(string name, string? version, JsonElement? parameters, UdfBatchOptions options) =>
        _bodies.TryGetValue(name, out Body? body)
            ? new Call(this, name, body, parameters)
            : throw new UdfException(UdfErrorCode.UdfNotFound, $"no UDF named '{name}'") { Scope = UdfErrorScope.Request };

    public T Run<T>(Func<T> search, CancellationToken token)
    {
        Runs++;
        return search();
    }

    private sealed class Call(ScriptedUdfs udfs, string name, Body body, JsonElement? parameters) : IUdfCall
    {
        public string Version => "1.0.0";

        public long FuelUsed => 7;

        public UdfValue Evaluate(in UdfDocument document)
        {
            udfs.Calls.Add(name);
            return body(document, parameters);
        }

        public void Dispose()
        {
        }
    }
}
