using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;

namespace Krait.Udf;

/// <summary>The UDF registry and what executes it. Safe to use from many threads. Disposing ends guest threads and closes the store.</summary>
public sealed class UdfHost : IDisposable
{
    private readonly UdfHostOptions _options;

    private UdfHost(UdfHostOptions options) => _options = options;

    /// <summary>The options it was opened with.</summary>
    public UdfHostOptions Options => _options;

    /// <summary>Opens the registry, creating its database when absent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.StoreFailed"/>: the database cannot be opened or is of a newer schema.</exception>
    public static UdfHost Open(UdfHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new UdfHost(options);
    }

    /// <summary>Compiles and stores one version.</summary>
    /// <returns>The stored version, and whether it is new.</returns>
    /// <exception cref="UdfException">Refused; nothing was stored.</exception>
    public RegisterOutcome Register(UdfRegistration registration) => throw new NotSupportedException(_options.ToString());

    /// <summary>Reads one version.</summary>
    /// <param name="name">The UDF's name.</param>
    /// <param name="version">A semantic version; null for the newest by semantic order.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public UdfRecord Get(string name, string? version = null) => throw new NotSupportedException(_options.ToString());

    /// <summary>The newest version of every UDF that the filter lets through, by name.</summary>
    public IReadOnlyList<UdfRecord> List(UdfFilter filter) => throw new NotSupportedException(_options.ToString());

    /// <summary>All versions of one UDF, newest first.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public IReadOnlyList<UdfRecord> Versions(string name) => throw new NotSupportedException(_options.ToString());

    /// <summary>The source as it was registered.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public ReadOnlyMemory<byte> ReadSource(string name, string? version) => throw new NotSupportedException(_options.ToString());

    /// <summary>The module's bytes, verified against their sha256.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>, or <see cref="UdfErrorCode.StoreFailed"/> when the bytes are damaged.</exception>
    public ReadOnlyMemory<byte> ReadWasm(string name, string? version) => throw new NotSupportedException(_options.ToString());

    /// <summary>Removes one version. The same name and version may be registered again afterwards, with any bytes.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public void Delete(string name, string version) => throw new NotSupportedException(_options.ToString());

    /// <summary>Calls a UDF once, on a guest thread, under the limits of a search.</summary>
    /// <exception cref="UdfException">The call was refused or failed.</exception>
    public UdfTestResult Test(string name, UdfTestRequest request) => throw new NotSupportedException(_options.ToString());

    /// <summary>What was counted for one UDF since the host was opened.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/>.</exception>
    public UdfStatistics Statistics(string name) => throw new NotSupportedException(_options.ToString());

    /// <summary>Prepares one search's use of one UDF: looks it up, binds and checks the parameters.</summary>
    /// <param name="name">The UDF's name.</param>
    /// <param name="version">A semantic version; null for the newest.</param>
    /// <param name="parameters">A JSON object as in <see cref="UdfTestRequest.Parameters"/>; copied. Null for none.</param>
    /// <param name="options">Budget and cancellation.</param>
    /// <exception cref="UdfException">Not found, or a parameter is unknown, missing or of the wrong type.</exception>
    public UdfBatch OpenBatch(string name, string? version, JsonElement? parameters, UdfBatchOptions options) => throw new NotSupportedException(_options.ToString());

    /// <summary>Runs work on one of the bounded guest threads and waits for it. Nested calls run in place.</summary>
    /// <param name="work">The work; its exceptions come out as they are.</param>
    /// <param name="token">Gives up waiting for a thread.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.TooManyRequests"/> when the queue is full.</exception>
    public T RunOnGuestThread<T>(Func<T> work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(_options.GuestThreads < 1, this);
        token.ThrowIfCancellationRequested();
        return work();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
