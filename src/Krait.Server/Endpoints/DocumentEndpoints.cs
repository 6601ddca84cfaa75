using System;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Search;
using Krait.Server.Contracts;
using Krait.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Krait.Server.Endpoints;

/// <summary>Documents of an index, one by one and in bulk.</summary>
internal static class DocumentEndpoints
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPut("/documents/{id}", Put).WithSummary("Stores a document; op_type=create refuses to replace one.")
            .Accepts<JsonElement>("*/*").Produces<WriteContract>(201).Produces<WriteContract>().Produces<SearchErrorContract>(400);
        routes.MapPost("/documents", Add).WithSummary("Stores a document under an id made for it.").Accepts<JsonElement>("*/*").Produces<WriteContract>(201);
        routes.MapGet("/documents/{id}", Get).WithSummary("Reads a document.").Produces<DocumentContract>().Produces<SearchErrorContract>(404);
        routes.MapDelete("/documents/{id}", Delete).WithSummary("Removes a document.").Produces<WriteContract>().Produces<WriteContract>(404);
        routes.MapPost("/bulk", Bulk).WithSummary("Many writes in newline-delimited JSON; durable when answered.")
            .Accepts<JsonElement>("*/*").Produces<BulkContract>().Produces<SearchErrorContract>(400);
    }

    private static Task<IResult> Put(HttpContext context, ServerState state, string index, string? op_type)
    {
        WriteMode mode = op_type switch
        {
            null or "index" => WriteMode.Replace,
            "create" => WriteMode.Create,
            _ => throw new SearchException(SearchErrorKind.IllegalArgument, $"op_type must be \"index\" or \"create\", found \"{op_type}\""),
        };
        return Store(context, state, index, DocumentId.Of(context), mode);
    }

    private static Task<IResult> Add(HttpContext context, ServerState state, string index) =>
        Store(context, state, index, Guid.CreateVersion7().ToString("N"), WriteMode.Create);

    private static async Task<IResult> Store(HttpContext context, ServerState state, string index, string id, WriteMode mode)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumQueryBytes).ConfigureAwait(false);
        WriteOutcome outcome = await state.Gate.RunAsync(context, _ => state.Search.PutDocument(index, id, body, mode)).ConfigureAwait(false);
        if (outcome.Result == WriteResult.Created)
            context.Response.Headers.Location = $"/api/v1/indices/{Uri.EscapeDataString(index)}/documents/{Uri.EscapeDataString(id)}";
        return Answer(outcome);
    }

    private static async Task<IResult> Get(HttpContext context, ServerState state, string index)
    {
        StoredDocument document = await state.Gate.RunAsync(context, _ => state.Search.GetDocument(index, DocumentId.Of(context))).ConfigureAwait(false);
        var contract = new DocumentContract
        {
            Index = document.Index,
            Id = document.Id,
            Version = document.Version,
            SequenceNumber = document.SequenceNumber,
            Found = true,
            Source = JsonElement.Parse(document.Source.Span),
        };
        return TypedResults.Json(contract, WireJson.Contracts.DocumentContract);
    }

    private static async Task<IResult> Delete(HttpContext context, ServerState state, string index) =>
        Answer(await state.Gate.RunAsync(context, _ => state.Search.DeleteDocument(index, DocumentId.Of(context))).ConfigureAwait(false));

    private static async Task<IResult> Bulk(HttpContext context, ServerState state, string index)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumBulkBytes).ConfigureAwait(false);
        BulkOutcome outcome = await state.Gate.RunAsync(context, _ => state.Search.Bulk(index, body)).ConfigureAwait(false);
        return TypedResults.Json(BulkContract.Of(outcome), WireJson.Contracts.BulkContract);
    }

    private static JsonHttpResult<WriteContract> Answer(WriteOutcome outcome) =>
        TypedResults.Json(WriteContract.Of(outcome), WireJson.Contracts.WriteContract, statusCode: WriteContract.StatusOf(outcome));
}
