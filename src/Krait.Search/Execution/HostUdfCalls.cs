using System;
using System.Text.Json;
using System.Threading;
using Krait.Udf;

namespace Krait.Search.Execution;

/// <summary>The functions of a registry.</summary>
internal sealed class HostUdfCalls(UdfHost host) : IUdfCalls
{
    public IUdfCall Open(string name, string? version, JsonElement? parameters, UdfBatchOptions options) =>
        new Call(host.OpenBatch(name, version, parameters, options));

    public T Run<T>(Func<T> search, CancellationToken token) => host.RunOnGuestThread(search, token);

    private sealed class Call(UdfBatch batch) : IUdfCall
    {
        public string Version => batch.Record.Version;

        public long FuelUsed => batch.FuelUsed;

        public UdfValue Evaluate(in UdfDocument document) => batch.Evaluate(document);

        public void Dispose() => batch.Dispose();
    }
}
