using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Krait.Server.Tests.Testing;
using Krait.Testing;

namespace Krait.Server.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public async Task EveryExampleOfTheHttpPageWorksAsShown()
    {
        Shell.NeedsCurl();
        string page = await File.ReadAllTextAsync(RepositoryRoot.File("docs", "HTTP.md"));
        MatchCollection examples = Regex.Matches(page, @"```bash\n(?<command>.*?)```\n\n```json\n(?<answer>.*?)```", RegexOptions.Singleline);
        Assert.Equal(Regex.Count(page, "```bash"), examples.Count);
        await using TestServer server = await TestServer.Start();
        foreach (Match example in examples)
        {
            string command = example.Groups["command"].Value.Replace("http://localhost:9200", server.Url, StringComparison.Ordinal);
            string output = await Shell.Run(command, RepositoryRoot.Path);
            JsonShape.Contains(JsonElement.Parse(example.Groups["answer"].Value), JsonElement.Parse(output), command);
        }
    }

    [Fact]
    public async Task TheHttpPageNamesEveryRoute()
    {
        string page = await File.ReadAllTextAsync(RepositoryRoot.File("docs", "HTTP.md"));
        await using TestServer server = await TestServer.Start();
        var missing = new List<string>();
        foreach (JsonProperty route in (await server.Send("GET", "/openapi/v1.json")).Json.GetProperty("paths").EnumerateObject())
        {
            string tail = route.Name[route.Name.LastIndexOf('/')..];
            if (!page.Contains(route.Name, StringComparison.Ordinal) && !page.Contains($"`{tail}`", StringComparison.Ordinal) && !page.Contains($"{{name}}{tail}", StringComparison.Ordinal))
                missing.Add(route.Name);
        }

        Assert.Empty(missing);
    }
}
