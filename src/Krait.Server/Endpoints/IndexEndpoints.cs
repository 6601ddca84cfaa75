using System;
using System.Linq;
using System.Threading.Tasks;
using Krait.Server.Contracts;
using Krait.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Krait.Server.Endpoints;

/// <summary>Creating, describing and dropping indices.</summary>
internal static class IndexEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("", List).WithSummary("Lists the indices.").Produces<IndexListContract>();
        routes.MapPut("/{index}", Create).WithSummary("Creates an index, with mappings if given.").Produces<IndexCreatedContract>();
        routes.MapGet("/{index}", Describe).WithSummary("Describes an index and its fields.").Produces<IndexContract>().Produces<SearchErrorContract>(404);
        routes.MapDelete("/{index}", Delete).WithSummary("Drops an index and its documents.").Produces<AcknowledgedContract>();
    }

    private static async Task<IResult> List(HttpContext context, ServerState state)
    {
        IndexContract[] indices = await state.Gate.RunAsync(context, _ => state.Search.ListIndices().Select(IndexContract.Of).ToArray()).ConfigureAwait(false);
        return TypedResults.Json(new IndexListContract(indices.Length, indices), WireJson.Contracts.IndexListContract);
    }

    private static async Task<IResult> Create(HttpContext context, ServerState state, string index)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumQueryBytes).ConfigureAwait(false);
        await state.Gate.RunAsync(context, _ => state.Search.CreateIndex(index, body)).ConfigureAwait(false);
        return TypedResults.Json(new IndexCreatedContract(Acknowledged: true, index), WireJson.Contracts.IndexCreatedContract);
    }

    private static async Task<IResult> Describe(HttpContext context, ServerState state, string index)
    {
        IndexContract description = await state.Gate.RunAsync(context, _ => IndexContract.Of(state.Search.DescribeIndex(index))).ConfigureAwait(false);
        return TypedResults.Json(description, WireJson.Contracts.IndexContract);
    }

    private static async Task<IResult> Delete(HttpContext context, ServerState state, string index)
    {
        await state.Gate.RunAsync(context, _ =>
        {
            state.Search.DeleteIndex(index);
            return true;
        }).ConfigureAwait(false);
        return TypedResults.Json(new AcknowledgedContract(Acknowledged: true), WireJson.Contracts.AcknowledgedContract);
    }
}
