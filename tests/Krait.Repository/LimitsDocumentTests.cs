using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Krait.Guests;
using Krait.Python;
using Krait.Runtime;
using Krait.Search;
using Krait.Server;
using Krait.Testing;
using Krait.Udf;
using Krait.Wasi;
using Krait.Wasm;

namespace Krait.Repository;

/// <summary>docs/LIMITS.md is written from the code: names, defaults and meanings cannot drift. <c>./dev bless</c> rewrites it.</summary>
public partial class LimitsDocumentTests
{
    private const string Opening = """
        # Limits

        Every limit has a name, a default, a unit and a test that reaches it.
        This page is written from the code by `./dev bless`; a test fails when it is stale.
        The engine implements WebAssembly as of the core specification 3.0; what of it is refused for now is listed in [ROADMAP.md](ROADMAP.md).


        """;

    [Fact]
    public void LimitsPageIsCurrent()
    {
        var page = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        Section(page, "Calls of a UDF", "Settable per UDF (`limits` in the registration) below the host's maximum.", UdfRows());
        Section(page, "Calls into an instance", "`CallLimits` of the engine; shared by all calls until they are set again.", Properties(CallLimits.Default));
        Section(page, "Instances", "`InstanceOptions` of the engine.", Properties(InstanceOptions.Default));
        Section(page, "Linked instances", "`InstanceOptions.Store`: what instances that can reach each other hold together.", Properties(StoreLimits.Default));
        Section(page, "Exceptions of guests", "`GuestException`.", Constants(typeof(GuestException)));
        Section(page, "Compilations", "`CompileLimits` of the engine.", Properties(CompileLimits.Default));
        Section(
            page,
            "Shapes of modules",
            "`ModuleLimits`, checked while decoding and validating; the second number is that of `ModuleLimits.Untrusted`.",
            Properties(ModuleLimits.Default, ModuleLimits.Untrusted));
        Section(page, "Pools of instances", "`InstancePoolOptions`.", Properties(InstancePoolOptions.Default));
        Section(page, "WASI guests", "`WasiOptions`; see [WASI.md](WASI.md).", [.. Properties(WasiOptions.Default), .. Constants(typeof(MemoryFileSystem))]);
        Section(
            page,
            "Python sandboxes",
            "`PythonSandboxOptions`, and what is fixed; see [GUESTS.md](GUESTS.md#limits-and-interrupts). `Limits` in the options are those of each call.",
            [.. Properties(PythonSandboxOptions.Default), .. Constants(typeof(PythonSandbox))]);
        Section(page, "Images of Python", "`PythonImage`; those that are made are limited by `MaximumImageBytes` above.", Constants(typeof(PythonImage)));
        Section(page, "Exceptions of Python", "`PythonException`: what of one the host takes; the rest is left out.", Constants(typeof(PythonException)));
        Section(page, "Python source", "Reported as diagnostics.", [.. Constants(typeof(PythonCompiler)), .. Constants(typeof(PythonLimits))]);
        Section(page, "Guest threads", "`GuestThreadOptions`; work beyond the queue is refused.", Properties(GuestThreadOptions.Default));
        Section(page, "HTTP requests", "`ServerLimits`.", Properties(ServerLimits.Default));
        Section(page, "Searches and documents", "`SearchLimits`.", Properties(SearchLimits.Default));
        Golden.Check(RepositoryRoot.File("docs", "LIMITS.md"), page.ToString());
    }

    [Fact]
    public void TheTestsThatReachLimitsExist()
    {
        foreach (string test in LimitTestNames.BySection.Values.SelectMany(static section => section.Values).Distinct())
        {
            string[] parts = test.Split('.');
            string method = $" {parts[1]}(";
            Assert.True(
                Checkout.SourceFiles("tests").Any(file => file.EndsWith($"/{parts[0]}.cs", StringComparison.Ordinal) && Checkout.Read(file).Contains(method, StringComparison.Ordinal)),
                $"there is no test {test}, which docs/LIMITS.md names");
        }
    }

    [Fact]
    public void EveryLimitWithATestIsOnThePage()
    {
        string page = Checkout.Read("docs/LIMITS.md");
        foreach ((string title, Dictionary<string, string> section) in LimitTestNames.BySection)
        {
            Assert.Contains($"## {title}\n", page, StringComparison.Ordinal);
            foreach (string name in section.Keys)
                Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal);
        }
    }

    private static void Section(StringBuilder page, string title, string text, IEnumerable<(string Name, string Default, string Meaning)> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{text}\n\n| limit | default | meaning | reached by |\n|---|---|---|---|\n");
        foreach ((string name, string value, string meaning) in rows)
        {
            Assert.True(LimitTestNames.BySection[title].TryGetValue(name, out string? test), $"{title}: no test is named that reaches {name}");
            page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {value} | {meaning} | `{test}` |\n");
        }

        page.Append('\n');
    }

    private static IEnumerable<(string Name, string Default, string Meaning)> UdfRows() =>
        UdfLimitTable.Rows.Select(static row => (row.Name, $"{Number(row.Read(UdfLimits.Default))} {row.Unit}, at most {Number(row.Read(UdfLimits.Maximum))}", row.Meaning));

    private static IEnumerable<(string Name, string Default, string Meaning)> Properties<T>(T defaults)
        where T : class =>
        from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.PropertyType == typeof(int) || property.PropertyType == typeof(long) || property.PropertyType == typeof(long?)
            || property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?)
        select (property.Name, Value(property.GetValue(defaults)), Summary(typeof(T), "P:" + typeof(T).FullName + "." + property.Name));

    // Two sets of numbers, side by side.
    private static IEnumerable<(string Name, string Default, string Meaning)> Properties<T>(T defaults, T others)
        where T : class =>
        Properties(defaults).Zip(Properties(others), (row, other) => (row.Name, $"{row.Default} / {other.Default}", row.Meaning));

    private static IEnumerable<(string Name, string Default, string Meaning)> Constants(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        where field.IsLiteral
        select (field.Name, Value(field.GetRawConstantValue()), Summary(type, "F:" + type.FullName + "." + field.Name));

    private static string Value(object? value) => value switch
    {
        null => "none",
        TimeSpan time => Number((long)time.TotalMilliseconds) + " ms",
        IConvertible number => Number(number.ToInt64(CultureInfo.InvariantCulture)),
        _ => value.ToString()!,
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    // The sentences that the API documentation has, without those that repeat the default.
    private static string Summary(Type type, string member)
    {
        XElement? summary = XDocument.Load(System.IO.Path.ChangeExtension(type.Assembly.Location, ".xml"))
            .Descendants("member")
            .FirstOrDefault(element => (string?)element.Attribute("name") == member)?
            .Element("summary");
        Assert.NotNull(summary);
        foreach (XElement reference in summary.Descendants("see").ToArray())
            reference.ReplaceWith("`" + ((string)reference.Attribute("cref")!)[2..].Split('(')[0].Split('.')[^1] + "`");
        foreach (XElement code in summary.Descendants("c").ToArray())
            code.ReplaceWith("`" + code.Value + "`");
        return Default().Replace(Blanks().Replace(summary.Value, " "), string.Empty).Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@" ?Default:? [^.;,]*(,\d{3}[^.;,]*)*[.;,]?")]
    private static partial Regex Default();
}
