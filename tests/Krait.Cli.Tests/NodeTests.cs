using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using Krait.Testing;

namespace Krait.Cli.Tests;

/// <summary>A built module runs where Krait is not: Node validates it and runs it with stub imports.</summary>
public class NodeTests
{
    [Theory]
    [InlineData("laptop", "laptops", "2", "1")]
    [InlineData("laptop", "desktop computer", "2", "0")]
    public void TextSimilarityRunsInNode(string title, string query, string threshold, string expected)
    {
        using var folder = new TemporaryFolder();
        string module = folder.Combine("text_similarity.wasm");
        Assert.Equal(0, CommandResult.Run("build", CommandResult.Example("udfs", "text_similarity.py"), "-o", module).ExitCode);
        Assert.InRange(new FileInfo(module).Length, 1, 20 * 1024);
        Assert.Equal(expected, Node(RepositoryRoot.File("tests", "Krait.Cli.Tests", "stub_host.mjs"), module, title, query, threshold));
    }

    private static string Node(params string[] arguments)
    {
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw new InvalidOperationException("node did not start");
            string output = node.StandardOutput.ReadToEnd();
            string error = node.StandardError.ReadToEnd();
            node.WaitForExit();
            Assert.Equal(string.Empty, error);
            return output.Trim();
        }
        catch (Win32Exception)
        {
            Assert.Skip("node is not on this machine; './dev test' installs it where it can");
            return string.Empty;
        }
    }
}
