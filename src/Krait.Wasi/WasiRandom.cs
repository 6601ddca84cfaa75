using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Krait.Wasi;

/// <summary>Where a guest's random bytes come from.</summary>
public abstract class WasiRandom
{
    /// <summary>The operating system's generator for secrets. The default.</summary>
    public static WasiRandom Secure { get; } = new SystemRandom();

    /// <summary>The same bytes in every run with the same seed; not for secrets.</summary>
    /// <returns>A generator for one guest.</returns>
    public static WasiRandom Seeded(long seed) => new SeededRandom((ulong)seed);

    /// <summary>Fills a span.</summary>
    public abstract void Fill(Span<byte> destination);

    private sealed class SystemRandom : WasiRandom
    {
        public override void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }

    // SplitMix64: a counter with a good mixing function. Eight bytes a step; a request takes whole steps, so that what
    // follows does not depend on the machine.
    private sealed class SeededRandom(ulong state) : WasiRandom
    {
        private ulong _state = state;

        public override void Fill(Span<byte> destination)
        {
            Span<byte> word = stackalloc byte[8];
            while (destination.Length > 0)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
                int count = Math.Min(8, destination.Length);
                word[..count].CopyTo(destination);
                destination = destination[count..];
            }
        }

        private ulong Next()
        {
            _state += 0x9E3779B97F4A7C15;
            ulong mixed = _state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
