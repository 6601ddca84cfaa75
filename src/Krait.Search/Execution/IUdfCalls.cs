using System;
using System.Text.Json;
using System.Threading;
using Krait.Udf;

namespace Krait.Search.Execution;

/// <summary>Opens user-defined functions for one search. A seam: tests answer without a WebAssembly engine.</summary>
internal interface IUdfCalls
{
    /// <summary>One use of a function, its parameters bound and checked.</summary>
    /// <exception cref="UdfException">There is no such function, or a parameter is wrong.</exception>
    public IUdfCall Open(string name, string? version, JsonElement? parameters, UdfBatchOptions options);

    /// <summary>Runs a search that calls functions where guest code may run.</summary>
    public T Run<T>(Func<T> search, CancellationToken token);
}

/// <summary>One use of a function in one search.</summary>
internal interface IUdfCall : IDisposable
{
    public string Version { get; }

    public long FuelUsed { get; }

    public UdfValue Evaluate(in UdfDocument document);
}
