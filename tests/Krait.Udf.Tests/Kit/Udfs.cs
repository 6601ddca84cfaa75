using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Guests;

namespace Krait.Udf.Tests.Kit;

/// <summary>Short ways to register and call, so that a test shows only what it is about.</summary>
internal static class Udfs
{
    public static UdfHost Open(string? path = null) => UdfHost.Open(new UdfHostOptions { DatabasePath = path, GuestThreads = 2 });

    private static readonly Lazy<string?> s_missing = new(RestoreInterpreters);

    /// <summary>Skips the test where the interpreters are not and cannot be fetched.</summary>
    public static void NeedInterpreters()
    {
        if (s_missing.Value is { } reason)
            Assert.Skip(reason);
    }

    /// <summary>Options under which interpreters may take their time: where they are not prepared, each function is compiled when it is first called.</summary>
    public static UdfHostOptions Patient { get; } = new()
    {
        GuestThreads = 2,
        DefaultLimits = UdfLimits.Default with { DeadlineMs = 600_000, CompileTimeMs = 600_000, SearchTimeMs = 600_000 },
        MaximumLimits = UdfLimits.Maximum with { DeadlineMs = 600_000, CompileTimeMs = 600_000, SearchTimeMs = 600_000 },
    };

    /// <summary>A host for tests of interpreters; skips the test where they are not.</summary>
    public static UdfHost OpenPatient(string? path = null)
    {
        NeedInterpreters();
        return UdfHost.Open(Patient with { DatabasePath = path });
    }

    public static UdfRegistration Wat(string name, string text, string version = "1.0.0") => new()
    {
        Name = name,
        Version = version,
        Language = UdfLanguage.Wat,
        Source = Encoding.UTF8.GetBytes(text),
    };

    public static UdfRegistration Python(string name, string text, string version = "1.0.0") => new()
    {
        Name = name,
        Version = version,
        Language = UdfLanguage.Python,
        Source = Encoding.UTF8.GetBytes(text),
    };

    public static UdfRegistration WithLimits(this UdfRegistration registration, params (string Name, long Value)[] limits) =>
        registration with { Limits = limits.ToDictionary(l => l.Name, l => l.Value) };

    public static UdfRegistration WithParameters(this UdfRegistration registration, string json) =>
        registration with { Parameters = JsonElement.Parse(json) };

    public static UdfRegistration WithReturns(this UdfRegistration registration, string type) =>
        registration with { Returns = JsonElement.Parse($$"""[{"type": "{{type}}"}]""") };

    public static UdfDocument Document(string json = "{}", string id = "", double score = 0) => new(id, score, JsonElement.Parse(json));

    /// <summary>Calls the newest version once.</summary>
    public static UdfTestResult Call(this UdfHost host, string name, string document = "{}", string? parameters = null, string id = "", double score = 0) =>
        host.Test(name, new UdfTestRequest
        {
            Document = JsonElement.Parse(document),
            Parameters = parameters is null ? null : JsonElement.Parse(parameters),
            DocumentId = id,
            Score = score,
        });

    /// <summary>Registers and calls once.</summary>
    public static UdfTestResult Call(UdfRegistration registration, string document = "{}", string? parameters = null, string id = "", double score = 0)
    {
        using UdfHost host = Open();
        RegisterOutcome outcome = host.Register(registration);
        return host.Call(outcome.Record.Name, document, parameters, id, score);
    }

    public static UdfException Fails(UdfErrorCode code, Action action)
    {
        UdfException error = Assert.Throws<UdfException>(action);
        Assert.True(code == error.Code, $"expected {code}, found {error.Code}: {error.Message}");
        return error;
    }

    public static List<UdfValue> EvaluateAll(this UdfHost host, UdfBatch batch, params string[] documents) => host.RunOnGuestThread(
        () => documents.Select(json => batch.Evaluate(Document(json))).ToList(), default);

    private static string? RestoreInterpreters()
    {
        try
        {
            GuestPackages.Restore();
            return null;
        }
        catch (GuestPackageException exception)
        {
            return exception.Message;
        }
    }
}
