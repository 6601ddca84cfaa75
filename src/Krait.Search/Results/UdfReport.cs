using System;
using System.Collections.Generic;

namespace Krait.Search;

/// <summary>What one use of a user-defined function did in a search.</summary>
public sealed record UdfReport
{
    /// <summary>The function's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that ran.</summary>
    public required string Version { get; init; }

    /// <summary>Where in the request, e.g. <c>query.bool.filter[0].wasm_udf</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Documents it was called on.</summary>
    public required long Documents { get; init; }

    /// <summary>Calls that failed; what happened to their documents is what the request chose.</summary>
    public required long Failed { get; init; }

    /// <summary>Documents it was not called on because the search's timeout passed; they are left out of the answer.</summary>
    public required long NotReached { get; init; }

    /// <summary>Time of all calls, reading the documents included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Fuel units of all calls.</summary>
    public required long FuelUsed { get; init; }

    /// <summary>The first failures.</summary>
    public required IReadOnlyList<UdfFailure> Errors { get; init; }
}

/// <summary>A call that failed.</summary>
/// <param name="Id">Id of the document.</param>
/// <param name="Code">The error code, e.g. <c>EXECUTION_FAILED</c>.</param>
/// <param name="Reason">What happened.</param>
public sealed record UdfFailure(string Id, string Code, string Reason);
