using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Krait.Server.Contracts;
using Krait.Server.Hosting;
using Krait.Udf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Krait.Server.Endpoints;

/// <summary>Registering, reading, trying and removing functions.</summary>
internal static class UdfEndpoints
{
    private const string ProblemType = "application/problem+json";

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("", Register).WithSummary("Registers one version of a function.")
            .Accepts<RegisterUdfContract>("*/*").Produces<UdfContract>(201).Produces<UdfContract>(200)
            .Produces<ProblemContract>(409, ProblemType).Produces<ProblemContract>(422, ProblemType)
            .Produces<ProblemContract>(503, ProblemType);
        routes.MapGet("", List).WithSummary("Lists the newest versions; filters: category, author, tag, language, mode.").Produces<UdfListContract>();
        routes.MapGet("/{name}", Read).WithSummary("Reads the newest version.").Produces<UdfContract>().Produces<ProblemContract>(404, ProblemType);
        routes.MapGet("/{name}/versions", Versions).WithSummary("Lists all versions, newest first.").Produces<UdfListContract>();
        routes.MapGet("/{name}/stats", Statistics).WithSummary("Counts and times of its calls.").Produces<UdfStatisticsContract>();
        routes.MapGet("/{name}/{version}", ReadVersion).WithSummary("Reads one version.").Produces<UdfContract>();
        routes.MapGet("/{name}/{version}/wasm", Wasm).WithSummary("The module's bytes.").Produces(200, contentType: "application/wasm");
        routes.MapGet("/{name}/{version}/source", Source).WithSummary("The source as it was registered.").Produces(200, contentType: "text/plain");
        routes.MapDelete("/{name}/{version}", Delete).WithSummary("Removes one version.").Produces<UdfDeletedContract>();
        routes.MapPost("/{name}/test", Test).WithSummary("Calls the function once, as a search would.")
            .Accepts<TestUdfContract>("*/*").Produces<TestUdfResultContract>().Produces<ProblemContract>(500, ProblemType);
    }

    private static async Task<IResult> Register(HttpContext context, ServerState state)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumUdfBytes).ConfigureAwait(false);
        RegisterOutcome outcome = await state.Gate.RunAsync(context, _ =>
        {
            RegisterUdfContract contract = ContractReader.Read(body.Span, WireJson.Contracts.RegisterUdfContract);
            return state.Udfs.Register(RegistrationReader.Read(contract));
        }).ConfigureAwait(false);
        if (outcome.Created)
            context.Response.Headers.Location = $"/api/v1/udfs/{Uri.EscapeDataString(outcome.Record.Name)}/{Uri.EscapeDataString(outcome.Record.Version)}";
        return TypedResults.Json(UdfContract.Of(outcome.Record), WireJson.Contracts.UdfContract, statusCode: outcome.Created ? 201 : 200);
    }

    private static async Task<IResult> List(HttpContext context, ServerState state, string? category, string? author, string? tag, string? language, string? mode)
    {
        var filter = new UdfFilter
        {
            Category = category,
            Author = author,
            Tag = tag,
            Language = language is null ? null : UdfNames.Languages.Parse(language),
            Mode = mode is null ? null : UdfNames.Modes.Parse(mode),
        };
        UdfListContract list = await state.Gate.RunAsync(context, _ => ListOf(state.Udfs.List(filter))).ConfigureAwait(false);
        return TypedResults.Json(list, WireJson.Contracts.UdfListContract);
    }

    private static Task<IResult> Read(HttpContext context, ServerState state, string name) => ReadRecord(context, state, name, version: null);

    private static Task<IResult> ReadVersion(HttpContext context, ServerState state, string name, string version) => ReadRecord(context, state, name, version);

    private static async Task<IResult> ReadRecord(HttpContext context, ServerState state, string name, string? version)
    {
        UdfContract record = await state.Gate.RunAsync(context, _ => UdfContract.Of(state.Udfs.Get(name, version))).ConfigureAwait(false);
        return TypedResults.Json(record, WireJson.Contracts.UdfContract);
    }

    private static async Task<IResult> Versions(HttpContext context, ServerState state, string name)
    {
        UdfListContract list = await state.Gate.RunAsync(context, _ => ListOf(state.Udfs.Versions(name))).ConfigureAwait(false);
        return TypedResults.Json(list, WireJson.Contracts.UdfListContract);
    }

    private static async Task<IResult> Statistics(HttpContext context, ServerState state, string name)
    {
        UdfStatisticsContract statistics = await state.Gate.RunAsync(context, _ => UdfStatisticsContract.Of(state.Udfs.Statistics(name))).ConfigureAwait(false);
        return TypedResults.Json(statistics, WireJson.Contracts.UdfStatisticsContract);
    }

    private static async Task<IResult> Wasm(HttpContext context, ServerState state, string name, string version)
    {
        ReadOnlyMemory<byte> bytes = await state.Gate.RunAsync(context, _ => state.Udfs.ReadWasm(name, version)).ConfigureAwait(false);
        return TypedResults.Bytes(bytes, "application/wasm");
    }

    private static async Task<IResult> Source(HttpContext context, ServerState state, string name, string version)
    {
        (ReadOnlyMemory<byte> bytes, UdfLanguage language) = await state.Gate.RunAsync(
            context, _ => (state.Udfs.ReadSource(name, version), state.Udfs.Get(name, version).Language)).ConfigureAwait(false);
        return TypedResults.Bytes(bytes, language == UdfLanguage.Wasm ? "application/wasm" : "text/plain; charset=utf-8");
    }

    private static async Task<IResult> Delete(HttpContext context, ServerState state, string name, string version)
    {
        await state.Gate.RunAsync(context, _ =>
        {
            state.Udfs.Delete(name, version);
            return true;
        }).ConfigureAwait(false);
        return TypedResults.Json(new UdfDeletedContract(name, version, Deleted: true), WireJson.Contracts.UdfDeletedContract);
    }

    private static async Task<IResult> Test(HttpContext context, ServerState state, string name)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, state.Bodies, state.Limits.MaximumQueryBytes).ConfigureAwait(false);
        TestUdfResultContract result = await state.Gate.RunAsync(context, token =>
        {
            TestUdfContract contract = ContractReader.Read(body.Span, WireJson.Contracts.TestUdfContract);
            var request = new UdfTestRequest
            {
                Version = contract.Version,
                Mode = contract.Mode is null ? null : UdfNames.Modes.Parse(contract.Mode),
                Document = contract.Document,
                DocumentId = contract.DocumentId ?? "",
                Score = contract.Score,
                Parameters = contract.Parameters,
            };
            return TestUdfResultContract.Of(state.Udfs.Test(name, request, token));
        }).ConfigureAwait(false);
        return TypedResults.Json(result, WireJson.Contracts.TestUdfResultContract);
    }

    private static UdfListContract ListOf(IReadOnlyList<UdfRecord> records) =>
        new(records.Count, [.. records.Select(UdfContract.Of)]);
}
