using System;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Search;
using Krait.Server.Contracts;
using Krait.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Krait.Server.Endpoints;

/// <summary>Searching an index.</summary>
internal static class SearchEndpoints
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = WireJson.Encoder };

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/search", Search).WithSummary("Searches with the query DSL; wasm_udf stands wherever a clause may stand.")
            .Accepts<JsonElement>("*/*").Produces<JsonElement>().Produces<SearchErrorContract>(400).Produces<SearchErrorContract>(404);
        routes.MapGet("/search", Search).WithSummary("The same for clients that send a body with GET; without one, every document.").Produces<JsonElement>();
    }

    private static async Task Search(HttpContext context, ServerState state, string index)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumQueryBytes).ConfigureAwait(false);
        SearchResult result = await state.Gate.RunAsync(context, token => state.Search.Search(index, body, token)).ConfigureAwait(false);
        context.Response.ContentType = "application/json; charset=utf-8";
        var writer = new Utf8JsonWriter(context.Response.BodyWriter, s_writing);
        await using (writer.ConfigureAwait(false))
        {
            result.WriteTo(writer);
            await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
