using System;
using System.Linq;
using System.Threading;

namespace Krait.Python.Tests.Compilation;

/// <summary>Sources made to break the compiler: each ends in a module or in diagnostics, on a thread with a small stack.</summary>
public class HostileProgramTests
{
    private const int StackBytes = 1024 * 1024;

    public static TheoryData<string, string> Hostile => new()
    {
        { "5,000 sums", "def f(a: int) -> int:\n    return " + Repeat("a + ", 5_000) + "a\n" },
        { "5,000 concatenations", "print(" + Repeat("'a' + ", 5_000) + "'b')\n" },
        { "190 parentheses", "x = " + new string('(', 190) + "1" + new string(')', 190) + "\nprint(x)\n" },
        { "150 nested sums", "def f(a: int) -> int:\n    return " + Repeat("(a + ", 150) + "a" + new string(')', 150) + "\n" },
        { "90 nested ifs", "def f(a: int) -> int:\n" + Nested("if a > 0:", 90) + "    return 1\n" },
        { "12 nested loops", "def f(a: int) -> int:\n    n = 0\n" + Nested("for i in range(a):", 12) + "    return n\n" },
        { "20 nested tries", "def f(a: int) -> int:\n" + NestedTries(20) + "    return a\n" },
        { "300 elifs", "def f(a: int) -> int:\n    if a == 0:\n        return 0\n" + string.Concat(Enumerable.Range(1, 300).Select(i => $"    elif a == {i}:\n        return {i}\n")) + "    return -1\n" },
        { "10,000 variables", "def f(a: int) -> int:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"    v{i} = a\n")) + "    return v1\n" },
        { "10,000 statements", "def f(a: int) -> int:\n" + Repeat("    a = a ^ 1\n", 10_000) + "    return a\n" },
        { "3,000 functions that call the next", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"def f{i}(a):\n    return f{i + 1}(a)\n")) + "def f3000(a):\n    return a\nprint(f0(1))\n" },
        { "a helper that calls itself with ever longer types", "def f(a):\n    return f([a])\nprint(f(1))\n" },
        { "a list that contains itself", "x = []\nx.append(x)\nprint(x)\n" },
        { "a tuple that grows in a loop", "t = (1,)\nfor i in range(3):\n    t = (t, 1)\nprint(t)\n" },
        { "a result that depends on itself", "def f(n: int):\n    return f(n)\n" },
        { "two results that depend on each other", "def f(n: int):\n    return g(n)\ndef g(n: int):\n    return f(n)\n" },
        { "1,000 print arguments", "print(" + Repeat("1, ", 1_000) + "1)\n" },
        { "a list of 10,000 elements", "x = [" + Repeat("1, ", 10_000) + "1]\nprint(len(x))\n" },
        { "a long string", "print(len('" + new string('x', 500_000) + "'))\n" },
        { "too long a source", new string('\n', PythonCompiler.MaximumSourceLength + 1) },
        { "nothing", "" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void EndsInAModuleOrInDiagnostics(string name, string source)
    {
        CompileResult? result = null;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = PythonCompiler.Compile(new SourceText(source, name));
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
        Assert.NotNull(result);
        Assert.True(result.Succeeded || !result.Diagnostics.IsEmpty);
        if (result.Succeeded)
            Wasm.ModuleValidator.Validate(Wasm.ModuleDecoder.Decode(result.Module));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Nested(string head, int depth) =>
        string.Concat(Enumerable.Range(1, depth).Select(i => new string(' ', 4 * i) + head + "\n")) + new string(' ', 4 * (depth + 1)) + "a = a + 1\n";

    private static string NestedTries(int depth)
    {
        string text = "";
        for (int i = 1; i <= depth; i++)
            text += new string(' ', 4 * i) + "try:\n";
        text += new string(' ', 4 * (depth + 1)) + "a = a + 1\n";
        for (int i = depth; 1 <= i; i--)
            text += new string(' ', 4 * i) + "except ValueError:\n" + new string(' ', 4 * (i + 1)) + "a = 0\n" + new string(' ', 4 * i) + "finally:\n" + new string(' ', 4 * (i + 1)) + "a = a + 1\n";
        return text;
    }
}
