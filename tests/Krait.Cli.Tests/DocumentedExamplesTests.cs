using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Krait.Testing;

namespace Krait.Cli.Tests;

/// <summary>Every <c>$ ./krait ...</c> line of the documents does what the lines below it show. Times, ports and module sizes may differ.</summary>
public partial class DocumentedExamplesTests
{
    private const string Prompt = "$ ./krait ";

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach ((string command, string output) in AllExamples().Where(static example => !IsOfServer(example.Command)))
                examples.Add(command, output);
            return examples;
        }
    }

    [Fact]
    public void ReadmeShowsTheMainCommands()
    {
        string[] commands = [.. Examples.Select(static row => row.Data.Item1.Split(' ')[0])];
        Assert.Superset(new HashSet<string> { "demo", "call", "build" }, new HashSet<string>(commands));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExampleDoesWhatTheDocumentShows(string command, string output)
    {
        using var folder = new TemporaryFolder();
        string[] words = Words(command);
        if (words.Contains("eval"))
            Guests.Interpreters.Need();
        string[] arguments = [.. words.Select((word, index) => Locate(folder, words, word, index))];
        CommandResult result = CommandResult.Run(arguments);
        Assert.Equal(string.Empty, result.Error);
        Assert.Equal(Settle(output), Settle(result.Output));
    }

    [Fact]
    public async Task FunctionsDoWhatTheDocumentsShow()
    {
        Guests.Interpreters.Need();
        await using RunningServer server = await RunningServer.StartAsync();
        int count = 0;
        foreach ((string command, string output) in AllExamples().Where(static example => IsOfServer(example.Command)))
        {
            CommandResult result = CommandResult.Run([.. Words(command).Select(static word => Locate(null, [], word, 0)), "--url", server.Url]);
            Assert.True(result.ExitCode == 0, result.Error);

            // Of a record the documents show some lines.
            string[] lines = [.. result.Output.Split('\n').Select(static line => line.TrimEnd())];
            Assert.Equal(output.TrimEnd('\n').Split('\n'), lines.Intersect(output.Split('\n')));
            count++;
        }

        Assert.True(count >= 2);
    }

    private static bool IsOfServer(string command) => command.StartsWith("udf ", StringComparison.Ordinal);

    private static IEnumerable<(string Command, string Output)> AllExamples() =>
        Documents().SelectMany(static file => Read(File.ReadAllLines(file)));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(RepositoryRoot.File("docs"), "*.md").Append(RepositoryRoot.File("README.md"));

    private static IEnumerable<(string Command, string Output)> Read(string[] lines)
    {
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Prompt, StringComparison.Ordinal))
                continue;
            string[] output = [.. lines.Skip(i + 1).TakeWhile(static line => !line.StartsWith("```", StringComparison.Ordinal) && !line.StartsWith('$'))];
            yield return (lines[i][Prompt.Length..], string.Join('\n', output));
        }
    }

    // As a shell splits it, without escapes.
    private static string[] Words(string command) =>
        [.. command.Split('"').SelectMany(static (part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    // The documents speak from the checkout's root; what an example writes goes to a temporary folder.
    private static string Locate(TemporaryFolder? folder, string[] words, string word, int index)
    {
        if (0 < index && words[index - 1] == "-o")
            return folder!.Combine(word);
        return word.StartsWith("examples/", StringComparison.Ordinal) ? RepositoryRoot.File(word.Split('/')) : word;
    }

    private static string Settle(string text) => Varying().Replace(text.TrimEnd('\n'), "#");

    [GeneratedRegex(@"(?<=127\.0\.0\.1:)\d+|[\d.]+(?= ms)|\d+(?= bytes)")]
    private static partial Regex Varying();
}
