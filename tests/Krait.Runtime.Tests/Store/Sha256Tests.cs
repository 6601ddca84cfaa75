using System;
using System.Security.Cryptography;
using Krait.Runtime.Persisting;

namespace Krait.Runtime.Tests.Store;

public class Sha256Tests
{
    [Fact]
    public void HashesOfAllLengthsAreThoseOfTheSystem()
    {
        byte[] bytes = new byte[300];
        new Random(7).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(SHA256.HashData(bytes.AsSpan(0, length)), Sha256.HashData(bytes.AsSpan(0, length)));
    }

    [Fact]
    public void HowBytesAreDividedMakesNoDifference()
    {
        byte[] bytes = new byte[10_000];
        Random random = new(8);
        random.NextBytes(bytes);
        for (int round = 0; round < 50; round++)
        {
            Sha256 hash = new();
            for (int done = 0; done < bytes.Length;)
            {
                int next = Math.Min(random.Next(200), bytes.Length - done);
                hash.Add(bytes.AsSpan(done, next));
                done += next;
            }

            Assert.Equal(SHA256.HashData(bytes), hash.Finish());
        }
    }
}
