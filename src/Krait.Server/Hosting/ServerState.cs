using System;
using System.IO;
using Krait.Search;
using Krait.Udf;

namespace Krait.Server.Hosting;

/// <summary>What the requests of one server share. Disposing closes it in the order of use.</summary>
internal sealed class ServerState : IDisposable
{
    private readonly DataFolder _folder;

    private ServerState(KraitServerOptions options, DataFolder folder, UdfHost udfs, SearchStore search, InterpreterPreparation? preparation)
    {
        _folder = folder;
        Preparation = preparation;
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

    /// <summary>What prepares interpreters; null where they are used as they are.</summary>
    public InterpreterPreparation? Preparation { get; }

    public SearchStore Search { get; }

    public static ServerState Open(KraitServerOptions options)
    {
        DataFolder folder = DataFolder.Open(options.DataFolder);
        UdfHost? udfs = null;
        InterpreterPreparation? preparation = options.PreparesInterpreters ? new InterpreterPreparation() : null;
        try
        {
            udfs = UdfHost.Open(options.Udfs with { DatabasePath = Path.Combine(folder.Path, "udfs.db"), Preparation = preparation ?? options.Udfs.Preparation });
            var search = new SearchStoreOptions { DatabasePath = Path.Combine(folder.Path, "search.db"), Limits = options.SearchLimits };
            return new ServerState(options, folder, udfs, SearchStore.Open(search, udfs), preparation);
        }
        catch
        {
            udfs?.Dispose();
            preparation?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Search.Dispose();
        Udfs.Dispose();
        Preparation?.Dispose();
        Gate.Dispose();
        _folder.Dispose();
    }
}
