using System;
using System.IO;
using Krait.Search;
using Krait.Udf;

namespace Krait.Server.Hosting;

/// <summary>What the requests of one server share. Disposing closes it in the order of use.</summary>
internal sealed class ServerState : IDisposable
{
    private readonly DataFolder _folder;

    private ServerState(KraitServerOptions options, DataFolder folder, UdfHost udfs, SearchStore search)
    {
        _folder = folder;
        Limits = options.Limits;
        Gate = new RequestGate(options.Limits);
        Bodies = new BodyMemory(options.Limits.MaximumBodyMemoryBytes);
        Udfs = udfs;
        Search = search;
    }

    public string FolderPath => _folder.Path;

    public ServerLimits Limits { get; }

    public RequestGate Gate { get; }

    public BodyMemory Bodies { get; }

    public UdfHost Udfs { get; }

    public SearchStore Search { get; }

    public static ServerState Open(KraitServerOptions options)
    {
        DataFolder folder = DataFolder.Open(options.DataFolder);
        UdfHost? udfs = null;
        try
        {
            udfs = UdfHost.Open(options.Udfs with { DatabasePath = Path.Combine(folder.Path, "udfs.db") });
            var search = new SearchStoreOptions { DatabasePath = Path.Combine(folder.Path, "search.db"), Limits = options.SearchLimits };
            return new ServerState(options, folder, udfs, SearchStore.Open(search, udfs));
        }
        catch
        {
            udfs?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Search.Dispose();
        Udfs.Dispose();
        Gate.Dispose();
        _folder.Dispose();
    }
}
