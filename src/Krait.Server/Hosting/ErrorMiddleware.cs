using System;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using Krait.Server.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krait.Server.Hosting;

/// <summary>
/// Turns every failure of a request into an answer: problem details (RFC 9457) under <c>/api/v1/udfs</c>, the OpenSearch shape elsewhere.
/// Nothing else catches errors, and no answer tells more of an unexpected one than that it happened.
/// </summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> log)
{
    private const int ClientClosedRequest = 499;

    private static readonly TimeSpan s_busyFor = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        // A stored document may hold what a browser would take for a page if it guessed at content types.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(context).ConfigureAwait(false);

            // Routing itself answers without a body; everything else that answers so names a content type.
            if (!context.Response.HasStarted && context.Response.ContentType is null && context.Response.StatusCode is 404 or 405)
                await Answer(context, ErrorAnswers.NoRoute(context)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
                context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            ErrorAnswer answer = ErrorAnswers.Of(error);
            if (answer.IsUnexpected)
                log.LogError(error, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await Answer(context, answer).ConfigureAwait(false);
        }
    }

    private static Task Answer(HttpContext context, ErrorAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        TimeSpan? retryAfter = answer.Status == StatusCodes.Status429TooManyRequests ? s_busyFor : answer.Udf?.RetryAfter;
        if (retryAfter is { } time)
            context.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return context.Request.Path.StartsWithSegments("/api/v1/udfs", StringComparison.Ordinal)
            ? Write(context, answer.ToProblem(context.Request.Path), WireJson.Contracts.ProblemContract, "application/problem+json")
            : Write(context, answer.ToSearchError(), WireJson.Contracts.SearchErrorContract, "application/json; charset=utf-8");
    }

    private static Task Write<T>(HttpContext context, T value, JsonTypeInfo<T> type, string contentType) =>
        context.Response.WriteAsJsonAsync(value, type, contentType, context.RequestAborted);
}
