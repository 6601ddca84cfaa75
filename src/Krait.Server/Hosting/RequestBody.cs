using System;
using System.Buffers;
using System.IO;
using System.Threading.Tasks;
using Krait.Udf;
using Microsoft.AspNetCore.Http;

namespace Krait.Server.Hosting;

/// <summary>Reads request bodies up to a bound, whatever content type they claim: curl's -d without a header claims a form.</summary>
internal static class RequestBody
{
    private const int FirstBufferBytes = 4096;

    /// <summary>The whole body; its memory counts until the request has been answered.</summary>
    /// <exception cref="UdfException">The body is larger than <paramref name="maximumBytes"/>, or the bodies of other requests leave no room.</exception>
    /// <exception cref="BadHttpRequestException">The body is broken off or malformed.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, BodyMemory memory, long maximumBytes)
    {
        HttpRequest request = context.Request;
        if (maximumBytes < request.ContentLength)
            throw TooLarge(maximumBytes);
        var buffer = new ArrayBufferWriter<byte>(FirstBufferBytes);
        BodyMemory.Lease lease = memory.Open();
        context.Response.RegisterForDispose(lease);
        Stream body = request.Body;
        while (true)
        {
            Memory<byte> free = buffer.GetMemory(FirstBufferBytes);
            lease.GrowTo(buffer.Capacity);
            int count = await body.ReadAsync(free, context.RequestAborted).ConfigureAwait(false);
            if (count == 0)
                return buffer.WrittenMemory;
            buffer.Advance(count);
            if (maximumBytes < buffer.WrittenCount)
                throw TooLarge(maximumBytes);
        }
    }

    private static UdfException TooLarge(long maximumBytes) =>
        new(UdfErrorCode.PayloadTooLarge, $"the body of this request may have {maximumBytes} bytes, more came");
}
