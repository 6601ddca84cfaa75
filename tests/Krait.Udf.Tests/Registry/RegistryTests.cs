using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Udf.Tests.Kit;
using Microsoft.Data.Sqlite;

namespace Krait.Udf.Tests.Registry;

public sealed class RegistryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("krait-udf-").FullName;

    private string Database => Path.Combine(_folder, "udf.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void RecordsEverythingAboutAVersion()
    {
        using UdfHost host = Udfs.Open();
        RegisterOutcome outcome = host.Register(Udfs.Wat("yes", Modules.Yes, "1.2.3") with
        {
            Metadata = JsonElement.Parse("""{"author": "me", "category": "filter", "tags": ["a", "b"], "description": "d", "team": "core"}"""),
        });
        UdfRecord record = outcome.Record;
        Assert.True(outcome.Created);
        Assert.Equal(("yes", "1.2.3", UdfLanguage.Wat, UdfMode.Precompiled), (record.Name, record.Version, record.Language, record.Mode));
        Assert.Equal(("filter", "me", "filter", "d"), (record.FunctionName, record.Author, record.Category, record.Description));
        Assert.Equal(["a", "b"], record.Tags);
        Assert.Equal(Modules.Yes.Length, record.SourceSizeBytes);
        Assert.Equal(64, record.SourceSha256.Length);
        Assert.InRange(record.CompileTimeMs, 0.001, 10_000);
        Assert.Equal(UdfLimits.Default, record.Limits);
        Assert.Equal(
            """{"name":"yes","version":"1.2.3","author":"me","category":"filter","tags":["a","b"],"description":"d","parameters":[],"returns":[],"language":"wat","extra":{"team":"core"}}""",
            record.Metadata.GetRawText());
        Assert.Equal(Modules.Yes, Encoding.UTF8.GetString(host.ReadSource("yes", null).Span));
        Assert.Equal("\0asm"u8, host.ReadWasm("yes", null).Span[..4]);
        Assert.Equal(record.WasmSizeBytes, host.ReadWasm("yes", null).Length);
    }

    [Fact]
    public void SameBytesAgainCreateNothing()
    {
        using UdfHost host = Udfs.Open();
        UdfRecord first = host.Register(Udfs.Wat("yes", Modules.Yes)).Record;
        RegisterOutcome again = host.Register(Udfs.Wat("yes", Modules.Yes));
        Assert.False(again.Created);
        Assert.Same(first, again.Record);
    }

    [Fact]
    public void OtherBytesUnderTheSameVersionAreRefused()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("yes", Modules.Yes));
        UdfException error = Udfs.Fails(UdfErrorCode.UdfAlreadyExists, () => host.Register(Udfs.Wat("yes", Modules.Yes + " ")));
        Assert.Contains("other source", error.Message);
        Assert.True(host.Call("yes").Results[0].IsTrue);
    }

    [Fact]
    public void OtherMetadataOrLimitsUnderTheSameVersionAreRefusedToo()
    {
        using UdfHost host = Udfs.Open();
        UdfRegistration registration = Udfs.Wat("yes", Modules.Yes);
        host.Register(registration);
        Udfs.Fails(UdfErrorCode.UdfAlreadyExists, () => host.Register(registration with { Metadata = JsonElement.Parse("""{"author": "x"}""") }));
        Udfs.Fails(UdfErrorCode.UdfAlreadyExists, () => host.Register(registration.WithLimits(("fuel", 5))));
    }

    [Fact]
    public void TheNewestVersionIsTheHighestReleaseAndNotTheLastRegistered()
    {
        using UdfHost host = Udfs.Open();
        foreach (string version in new[] { "1.9.0", "1.10.0", "2.0.0-beta.1", "1.2.0" })
            host.Register(Udfs.Wat("yes", Modules.Yes, version));

        Assert.Equal("1.10.0", host.Get("yes").Version);
        Assert.Equal(["1.10.0", "1.9.0", "1.2.0", "2.0.0-beta.1"], host.Versions("yes").Select(r => r.Version));
        Assert.Equal("2.0.0-beta.1", host.Get("yes", "2.0.0-beta.1").Version);
        Assert.Equal("1.10.0", host.Call("yes").Version);
    }

    [Fact]
    public void ListsByNameAndFilter()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("b", Modules.Yes) with { Metadata = JsonElement.Parse("""{"author": "x", "category": "c1", "tags": ["t1", "t2"]}""") });
        host.Register(Udfs.Wat("a", Modules.Yes) with { Metadata = JsonElement.Parse("""{"author": "y", "category": "c1"}""") });
        Assert.Equal(["a", "b"], host.List(UdfFilter.None).Select(r => r.Name));
        Assert.Equal(["b"], host.List(new UdfFilter { Author = "x" }).Select(r => r.Name));
        Assert.Equal(["a", "b"], host.List(new UdfFilter { Category = "c1" }).Select(r => r.Name));
        Assert.Equal(["b"], host.List(new UdfFilter { Tag = "t2" }).Select(r => r.Name));
        Assert.Empty(host.List(new UdfFilter { Tag = "t" }));
        Assert.Empty(host.List(new UdfFilter { Language = UdfLanguage.Python }));
    }

    [Fact]
    public void AnUnknownNameSuggestsTheNearest()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("price_filter", Modules.Yes));
        UdfException error = Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Get("price_fliter"));
        Assert.Contains("did you mean 'price_filter'?", error.Message);
        error = Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Get("price_filter", "2.0.0"));
        Assert.Contains("it has 1.0.0", error.Message);
    }

    [Fact]
    public void ADeletedVersionIsGoneAndItsNumberIsFree()
    {
        using UdfHost host = Udfs.Open();
        host.Register(Udfs.Wat("f", Modules.Yes));
        host.Delete("f", "1.0.0");
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Get("f"));
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Call("f"));
        Udfs.Fails(UdfErrorCode.UdfNotFound, () => host.Delete("f", "1.0.0"));
        host.Register(Udfs.Wat("f", Modules.Counter));
        Assert.Equal(1, host.Call("f").Results[0].AsInteger());
    }

    [Fact]
    public void SurvivesReopening()
    {
        string sha256;
        using (UdfHost host = Udfs.Open(Database))
        {
            sha256 = host.Register(Udfs.Wat("yes", Modules.Yes).WithLimits(("fuel", 12_345))).Record.WasmSha256;
            host.Register(Udfs.Wat("gone", Modules.Yes));
            host.Delete("gone", "1.0.0");
        }

        using UdfHost reopened = Udfs.Open(Database);
        UdfRecord record = Assert.Single(reopened.List(UdfFilter.None));
        Assert.Equal((sha256, 12_345), (record.WasmSha256, record.Limits.Fuel));
        Assert.True(reopened.Call("yes").Results[0].IsTrue);
    }

    [Fact]
    public void EveryAcknowledgedRegistrationSurvivesASuddenEnd()
    {
        // Copying the files of an open database shows what a killed process leaves behind.
        using UdfHost host = Udfs.Open(Database);
        for (int i = 0; i < 20; i++)
        {
            host.Register(Udfs.Wat("f" + i, Modules.Yes));
            string copy = Path.Combine(_folder, "copy" + i + ".db");
            foreach (string suffix in new[] { "", "-wal" })
                File.Copy(Database + suffix, copy + suffix);

            using UdfHost survivor = Udfs.Open(copy);
            Assert.Equal(i + 1, survivor.List(UdfFilter.None).Count);
            Assert.True(survivor.Call("f" + i).Results[0].IsTrue);
        }
    }

    [Fact]
    public void RefusesDamagedModules()
    {
        using (UdfHost host = Udfs.Open(Database))
            host.Register(Udfs.Wat("yes", Modules.Yes));

        Change("UPDATE udf_versions SET wasm = zeroblob(100)");
        using UdfHost reopened = Udfs.Open(Database);
        UdfException error = Udfs.Fails(UdfErrorCode.StoreFailed, () => reopened.Call("yes"));
        Assert.Contains("sha256", error.Message);
        Udfs.Fails(UdfErrorCode.StoreFailed, () => reopened.ReadWasm("yes", null));
    }

    [Fact]
    public void RefusesAnotherSchema()
    {
        Udfs.Open(Database).Dispose();
        Change("UPDATE krait_schema SET version = 2");
        UdfException error = Udfs.Fails(UdfErrorCode.StoreFailed, () => Udfs.Open(Database));
        Assert.Contains("schema version 2", error.Message);
    }

    [Fact]
    public void RefusesAFileThatIsNoDatabase()
    {
        File.WriteAllText(Database, new string('x', 10_000));
        Udfs.Fails(UdfErrorCode.StoreFailed, () => Udfs.Open(Database));
    }

    [Theory]
    [InlineData("1st", "1.0.0", "found '1st'")]
    [InlineData("a b", "1.0.0", "found 'a b'")]
    [InlineData("f\n", "1.0.0", "name")]
    [InlineData("", "1.0.0", "needs a name")]
    [InlineData("f", "1.0", "found '1.0'")]
    [InlineData("f", "latest", "found 'latest'")]
    public void RefusesBadNamesAndVersions(string name, string version, string message)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Register(Udfs.Wat(name, Modules.Yes, version)));
        Assert.Contains(message, error.Message);
        Assert.Empty(host.List(UdfFilter.None));
    }

    [Theory]
    [InlineData("""[{"name": "p", "type": "int"}]""", "parameters[0].type")]
    [InlineData("""[{"type": "i64"}]""", "a parameter needs a name")]
    [InlineData("""[{"name": "p", "type": "i64"}, {"name": "p", "type": "f64"}]""", "two parameters are called 'p'")]
    [InlineData("""[{"name": "p", "type": "i64", "default": 1.5}]""", "parameters[0].default")]
    [InlineData("""[{"name": "p", "type": "i64", "optional": true}]""", "'optional' is unknown")]
    [InlineData("""{"p": "i64"}""", "parameters must be a JSON array")]
    public void RefusesBadParameters(string json, string message)
    {
        using UdfHost host = Udfs.Open();
        UdfException error = Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Register(Udfs.Wat("f", Modules.Yes).WithParameters(json)));
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("""{"name": 5}""")]
    [InlineData("""{"tags": "a"}""")]
    [InlineData("""{"tags": [1]}""")]
    [InlineData("""{"author": ["x"]}""")]
    [InlineData("""{"extra": 5}""")]
    [InlineData("""{"extra": {"a": 1, "a": 2}}""")]
    [InlineData("""{"author": "x", "author": "y"}""")]
    [InlineData("""{"version": null, "name": null, "parameters": [5]}""")]
    [InlineData("""{"parameters": [{"name": "a", "name": "b", "type": "i64"}]}""")]
    [InlineData("""{"parameters": [{"name": "a", "type": {"x": 1, "x": 2}}]}""")]
    [InlineData("""{"returns": [{"type": "i64"}, {"type": "i64"}]}""")]
    [InlineData("""{"description": "\ud800"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void StrangeMetadataIsRefusedOrTakenButNeverAFault(string json)
    {
        using UdfHost host = Udfs.Open();
        foreach (UdfRegistration registration in new[] { Udfs.Wat("f", Modules.Yes), Udfs.Python("g", "def udf_main() -> int:\n    return 1\n") })
        {
            Exception? error = Xunit.Record.Exception(() => host.Register(registration with { Metadata = JsonElement.Parse(json) }));
            Assert.True(error is null or UdfException { Code: UdfErrorCode.InvalidParameters or UdfErrorCode.InvalidWasm }, error?.ToString());
        }
    }

    [Theory]
    [InlineData(UdfMode.CPython)]
    [InlineData(UdfMode.MicroPython)]
    [InlineData(UdfMode.Typed)]
    public void ModesForPythonDoNotFitModules(UdfMode mode)
    {
        using UdfHost host = Udfs.Open();
        Udfs.Fails(UdfErrorCode.InvalidParameters, () => host.Register(Udfs.Wat("f", Modules.Yes) with { Mode = mode }));
    }

    [Fact]
    public void CompiledModulesAreBounded()
    {
        using UdfHost host = UdfHost.Open(new UdfHostOptions { CompiledModules = 2, GuestThreads = 1 });
        for (int i = 0; i < 10; i++)
            host.Register(Udfs.Wat("f" + i, Modules.Yes));

        for (int i = 0; i < 10; i++)
            Assert.True(host.Call("f" + i).Results[0].IsTrue);
    }

    [Fact]
    public void TimesComeFromTheClock()
    {
        var clock = new StoppedClock(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        using UdfHost host = UdfHost.Open(new UdfHostOptions { Clock = clock, GuestThreads = 1 });
        Assert.Equal(clock.GetUtcNow(), host.Register(Udfs.Wat("f", Modules.Yes)).Record.CreatedAt);
        host.Call("f");
        Assert.Equal(clock.GetUtcNow(), host.Statistics("f").LastCalledAt);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private void Change(string sql)
    {
        using var store = new SqliteStore(Database);
        using SqliteConnection connection = store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
