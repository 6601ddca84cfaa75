using System;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Krait.Server.Hosting;

/// <summary>The document id at the end of a request's path.</summary>
/// <remarks>
/// The server leaves an escaped slash escaped in route values, where it cannot be told from an escaped percent sign any more;
/// so the id is read from the request line, of which it is the last segment.
/// </remarks>
internal static class DocumentId
{
    public static string Of(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int end = target.AsSpan().IndexOfAny('?', '#');
        string path = end < 0 ? target : target[..end];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
