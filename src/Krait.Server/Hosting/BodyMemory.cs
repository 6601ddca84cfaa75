using System;
using System.Threading;
using Krait.Udf;

namespace Krait.Server.Hosting;

/// <summary>Memory that the bodies of all requests share; many clients with large bodies must not fill the machine.</summary>
internal sealed class BodyMemory(long maximumBytes)
{
    private long _takenBytes;

    /// <summary>A part that one request takes; given back when disposed.</summary>
    public Lease Open() => new(this);

    /// <summary>What one request has taken.</summary>
    internal sealed class Lease(BodyMemory memory) : IDisposable
    {
        private long _bytes;

        /// <summary>Makes what the request has taken this large.</summary>
        /// <exception cref="UdfException">Other requests have taken too much for that.</exception>
        public void GrowTo(long bytes)
        {
            long added = bytes - _bytes;
            _bytes = bytes;
            if (memory.MaximumBytes < Interlocked.Add(ref memory._takenBytes, added))
                throw new UdfException(UdfErrorCode.TooManyRequests, "the bodies of the requests under way fill the memory set aside for them; try again in a moment");
        }

        public void Dispose() => Interlocked.Add(ref memory._takenBytes, -Interlocked.Exchange(ref _bytes, 0));
    }

    private long MaximumBytes { get; } = maximumBytes;
}
