using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Krait.Cli.Tests.Guests;

namespace Krait.Cli.Tests;

/// <summary>Examples that people know from other tools, at a shell, with <c>krait</c> in place of those tools.</summary>
public class SeedExampleTests
{
    [Fact]
    public async Task AModuleIsBuiltHereAndUploadedThere()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using var folder = new TemporaryFolder();
        File.Copy(CommandResult.Example("udfs", "text_similarity.py"), folder.Combine("text_similarity.py"));
        string output = await KraitProcess.RunInShell(
            """
            # Compile manually
            krait build text_similarity.py -o text_similarity.wasm >&2

            # Upload WASM binary
            wasm_base64=$(base64 -w 0 text_similarity.wasm)
            curl -s -X POST http://localhost:9200/api/v1/udfs \
              -d "{\"name\":\"text_similarity\",\"language\":\"wasm\",\"wasm_base64\":\"$wasm_base64\"}"
            """.Replace("http://localhost:9200", server.Url, StringComparison.Ordinal),
            folder.Path);
        JsonElement record = JsonElement.Parse(output);
        Assert.Equal(("text_similarity", "precompiled"), (record.GetProperty("name").GetString(), record.GetProperty("mode").GetString()));
        CommandResult tested = CommandResult.Run("udf", "test", "text_similarity", "--url", server.Url, "--document", """{"title": "laptop"}""", "--param", "query=laptop computer", "--param", "threshold=10");
        Assert.Equal((0, "true\n"), (tested.ExitCode, tested.Output));
    }

    [Theory]
    [InlineData("echo \"import sys; print(f'hi from {sys.platform}')\" > a.py\nkrait run `pwd`/a.py", "hi from emscripten\n")]
    [InlineData("printf '2+3\\nimport sys; sys.platform\\n' | krait repl", "5\n'emscripten'\n")]
    [InlineData("echo william | krait eval \"input('name? ')\"", "name? 'william'\n")]
    [InlineData("echo 'import sys; print(sys.argv[1:]); sys.exit(3)' > a.py\nkrait run a.py one -- --two || echo $?", "['one', '--two']\n3\n")]
    [InlineData("mkdir data && echo text > data/file\nkrait eval --dir data:/data \"open('/data/file').read()\"", "'text\\n'\n")]
    public async Task AShellFindsWhatItKnows(string commands, string expected)
    {
        Interpreters.Need();
        using var folder = new TemporaryFolder();
        Assert.Equal(expected, await KraitProcess.RunInShell(commands, folder.Path));
    }
}
