using System.Linq;
using Krait.Udf.Tests.Kit;

namespace Krait.Udf.Tests.Interpreters;

/// <summary>A version's image is made once and serves every call until its place is needed.</summary>
public class ImageCacheTests
{
    // The statements run when an image is made, so the token tells images apart. The rest makes an image take 16 MiB and some.
    private const string Source = """
        import os
        TOKEN = os.urandom(8).hex()
        BALLAST = bytes(range(256)) * (64 << 10)
        def udf_main() -> str:
            return TOKEN
        """;

    [Theory]
    [InlineData(UdfIsolation.Call)]
    [InlineData(UdfIsolation.Batch)]
    public void CallsAndSearchesShareOneImage(UdfIsolation isolation)
    {
        using UdfHost host = Udfs.OpenPatient();
        host.Register(Udfs.Python("f", Source) with { Mode = UdfMode.CPython, Isolation = isolation });
        string token = Token(host, "f");
        Assert.Equal(16, token.Length);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(token, Token(host, "f"));
            using UdfBatch batch = host.OpenBatch("f", null, null, UdfBatchOptions.Default);
            Assert.All(host.EvaluateAll(batch, "{}", "{}"), value => Assert.Equal(token, value.AsText()));
        }
    }

    [Fact]
    public void TheImageUsedLongestAgoLeavesWhenMemoryIsShort()
    {
        Udfs.NeedInterpreters();
        using UdfHost host = UdfHost.Open(Udfs.Patient with { ImageBytes = 60 << 20 });
        foreach (string name in (string[])["a", "b", "c"])
            host.Register(Udfs.Python(name, Source) with { Mode = UdfMode.CPython });

        // There is room for two.
        string a = Token(host, "a");
        string b = Token(host, "b");
        Assert.Equal((a, b, a), (Token(host, "a"), Token(host, "b"), Token(host, "a")));
        string c = Token(host, "c");
        Assert.Equal((a, c), (Token(host, "a"), Token(host, "c")));
        Assert.NotEqual(b, Token(host, "b"));

        // One that is in use goes on, even when it has to leave.
        using UdfBatch batch = host.OpenBatch("b", null, null, UdfBatchOptions.Default);
        b = host.EvaluateAll(batch, "{}").Single().AsText();
        Token(host, "a");
        Token(host, "c");
        Assert.Equal(b, host.EvaluateAll(batch, "{}").Single().AsText());
        Assert.NotEqual(b, Token(host, "b"));
    }

    private static string Token(UdfHost host, string name) => host.Call(name).Results[0].AsText();
}
