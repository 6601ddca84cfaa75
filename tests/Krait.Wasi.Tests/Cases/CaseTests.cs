using System;
using System.Collections.Generic;
using System.Linq;
using Krait.Testing;
using Krait.Testing.Programs;

namespace Krait.Wasi.Tests.Cases;

/// <summary>Programs in C see the same in Node, in a folder of the host, in memory and in layers, and leave the same files.</summary>
public class CaseTests
{
    // What a layered file system cannot do without changing its lower layer.
    private static readonly (string Case, string Reason)[] s_notLayered =
    [
        ("rename_directories", "directories of the lower layer are not renamed: xdev"),
    ];

    public static TheoryData<string> Names => [.. CaseProgram.Names];

    [Fact]
    public void ThereAreCases() => Assert.InRange(CaseProgram.Names.Length, 60, 200);

    [Theory]
    [MemberData(nameof(Names))]
    public void NodeSeesTheSame(string name)
    {
        Assert.SkipUnless(NodeJudge.Missing is null, NodeJudge.Missing ?? "");
        using var folder = new TemporaryFolder();
        var fileSystem = new HostFolder(folder.Path, FolderAccess.ReadWrite);
        FileTree.Seed(fileSystem);
        GuestRun ours = CaseProgram.Run(name, fileSystem);
        if (NodeDifferences.WholeCases.Any(row => row.Case == name))
        {
            Golden.Check(RepositoryRoot.File("tests", "cases", "wasi", name + ".out"), ours.Output);
            return;
        }

        NodeResult node = NodeJudge.Of(name);
        Assert.Equal(node.Exit, ours.ExitCode.ToString());
        Assert.Equal(node.Error, ours.Error);
        Assert.Equal(Explained(name, node.Output, ours.Output), ours.Output);
        Assert.Equal(node.Tree.Order(StringComparer.Ordinal), FileTree.Lines(fileSystem).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MemoryBehavesLikeAFolder(string name)
    {
        Assert.SkipUnless(ClangToolchain.Missing is null, ClangToolchain.Missing ?? "");
        var memory = new MemoryFileSystem();
        FileTree.Seed(memory);
        CheckAgainstFolder(name, memory);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LayersBehaveLikeAFolder(string name)
    {
        Assert.SkipUnless(ClangToolchain.Missing is null, ClangToolchain.Missing ?? "");
        var lower = new MemoryFileSystem();
        FileTree.Seed(lower);
        string[] before = FileTree.Lines(lower);
        var layered = new LayeredFileSystem(lower, new MemoryFileSystem());
        if (s_notLayered.Any(row => row.Case == name))
            Assert.NotEqual(Folder(name).Run.Output, CaseProgram.Run(name, layered).Output);
        else
            CheckAgainstFolder(name, layered);
        Assert.Equal(before, FileTree.Lines(lower));
    }

    private static void CheckAgainstFolder(string name, IFileSystem fileSystem)
    {
        (GuestRun folder, string[] tree) = Folder(name);
        GuestRun run = CaseProgram.Run(name, fileSystem);
        Assert.Equal(folder, run);
        Assert.Equal(tree, FileTree.Lines(fileSystem));
    }

    private static (GuestRun Run, string[] Tree) Folder(string name)
    {
        using var folder = new TemporaryFolder();
        var fileSystem = new HostFolder(folder.Path, FolderAccess.ReadWrite);
        FileTree.Seed(fileSystem);
        GuestRun run = CaseProgram.Run(name, fileSystem);
        return (run, FileTree.Lines(fileSystem));
    }

    // Node's output with the lines replaced that are known to differ; every known difference of the case must be there.
    private static string Explained(string name, string node, string ours)
    {
        string[] nodeLines = node.Split('\n');
        string[] ourLines = ours.Split('\n');
        Assert.Equal(nodeLines.Length, ourLines.Length);
        List<NodeDifference> left = [.. NodeDifferences.Lines.Where(row => row.Case == name)];
        for (int i = 0; i < nodeLines.Length; i++)
        {
            if (nodeLines[i] == ourLines[i])
                continue;
            NodeDifference? known = left.Find(row => row.Node == nodeLines[i] && row.Ours == ourLines[i]);
            if (known is null)
                continue;
            left.Remove(known);
            nodeLines[i] = ourLines[i];
        }

        Assert.Empty(left);
        return string.Join('\n', nodeLines);
    }
}
