using System;
using Krait.Search;
using Krait.Udf;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace Krait.Server.Hosting;

/// <summary>Failures -> answers. Statuses come from the tables of Krait.Udf and Krait.Search; only what HTTP itself adds is said here.</summary>
internal static class ErrorAnswers
{
    public static ErrorAnswer Of(Exception error) => error switch
    {
        UdfException udf => OfUdf(udf),
        SearchException { InnerException: UdfException udf } search => OfUdf(udf) with { Reason = search.Message, Search = search },
        SearchException search => OfSearch(search),
        BadHttpRequestException bad => new ErrorAnswer(bad.StatusCode, "BAD_REQUEST", "The request is malformed.", "illegal_argument_exception", bad.Message),
        SqliteException store => OfUdf(new UdfException(UdfErrorCode.StoreFailed, $"the store cannot be read or written: {store.Message}", store)) with { IsUnexpected = true },
        _ => new ErrorAnswer(500, "INTERNAL_ERROR", "The server failed.", "internal_server_error", "the server failed; its log says more") { IsUnexpected = true },
    };

    public static ErrorAnswer NoRoute(HttpContext context)
    {
        string route = $"{context.Request.Method} {context.Request.Path}";
        return context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            ? new ErrorAnswer(405, "METHOD_NOT_ALLOWED", "The route has other methods.", "method_not_allowed", $"{route}: allowed here: {context.Response.Headers.Allow}")
            : new ErrorAnswer(404, "NO_ROUTE", "There is no such route.", "no_route", $"{route}: there is no such route; /openapi/v1.json lists all of them");
    }

    private static ErrorAnswer OfUdf(UdfException error)
    {
        string type = error.Code switch
        {
            UdfErrorCode.TooManyRequests => "rejected_execution_exception",
            UdfErrorCode.InterpreterNotReady => "service_unavailable_exception",
            UdfErrorCode.PayloadTooLarge => "content_too_long_exception",
            _ => "script_exception",
        };
        return new ErrorAnswer(error.Facts.HttpStatus, error.Facts.WireName, error.Facts.Title, type, error.Message) { Udf = error };
    }

    private static ErrorAnswer OfSearch(SearchException error)
    {
        SearchErrorRow row = SearchErrors.Of(error.Kind);
        return new ErrorAnswer(row.Status, row.Type.ToUpperInvariant(), "The request cannot be answered.", row.Type, error.Message) { Search = error };
    }
}
