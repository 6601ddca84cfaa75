using System.Threading.Tasks;
using Krait.Server.Contracts;
using Krait.Server.Hosting;
using Krait.Server.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Krait.Server.Endpoints;

/// <summary>What operators ask: is it alive, can it work, how is it doing.</summary>
internal static class OperationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).WithTags("operations").WithSummary("The process answers.").Produces<HealthContract>();
        routes.MapGet("/health/ready", Ready).WithTags("operations").WithSummary("The stores answer.").Produces<HealthContract>();
        routes.MapGet("/metrics", Metrics).WithTags("operations").WithSummary("Counters and times in the Prometheus text format.")
            .Produces(200, contentType: PrometheusMetrics.ContentType);
    }

    private static JsonHttpResult<HealthContract> Live() => TypedResults.Json(new HealthContract("live"), WireJson.Contracts.HealthContract);

    private static async Task<IResult> Ready(HttpContext context, ServerState state)
    {
        await state.Gate.RunAsync(context, _ => state.Search.ListIndices().Count).ConfigureAwait(false);
        return TypedResults.Json(new HealthContract("ready"), WireJson.Contracts.HealthContract);
    }

    private static ContentHttpResult Metrics(PrometheusMetrics metrics) => TypedResults.Text(metrics.Print(), PrometheusMetrics.ContentType);
}
