using System.Collections.Generic;
using System.IO;
using Krait.Guests.Tests.Kit;
using Krait.Testing;

namespace Krait.Guests.Tests;

/// <summary>The text of exceptions, compared with what CPython's module <c>traceback</c> makes of the same ones.</summary>
public sealed class TracebackTests
{
    // The source is known to the guest by the file's name, as that of a module is; what CPython would have liked to guess is not asked for.
    private const string Judge = """
        def judge(function):
            import linecache, traceback
            traceback._compute_suggestion_error = lambda *_: None
            traceback.TracebackException._find_keyword_typos = lambda self: None
            linecache.cache[file_name] = (len(source), None, source.splitlines(True), file_name)
            try:
                function()
            except BaseException as e:
                e.__traceback__ = e.__traceback__.tb_next
                return ''.join(traceback.format_exception(e))
        """;

    [Theory]
    [InlineData("chains", 10)]
    [InlineData("groups", 7)]
    [InlineData("marks", 64)]
    public void ATracebackReadsAsCPythonsOwn(string name, int count)
    {
        string source = File.ReadAllText(RepositoryRoot.File("tests", "cases", "tracebacks", name + ".py"));
        using PythonSandbox sandbox = Sandboxes.New(PythonInterpreter.CPython);
        sandbox.Execute(source, name + ".py");
        sandbox.Execute("import json.decoder");
        sandbox.SetGlobal("source", source);
        sandbox.SetGlobal("file_name", name + ".py");
        sandbox.Execute(Judge);
        List<string> wrong = [];
        for (int i = 0; i < count; i++)
        {
            var error = Assert.Throws<PythonException>(() => sandbox.Call("case_" + i));
            string expected = (string)sandbox.Evaluate($"judge(case_{i})")!;
            if (expected != error.ToString())
                wrong.Add($"case_{i}: CPython\n{expected}\nKrait\n{error}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} differ\n" + string.Join('\n', wrong));
    }
}
