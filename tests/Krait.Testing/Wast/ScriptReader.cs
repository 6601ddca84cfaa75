using System.Collections.Immutable;
using System.IO;
using Krait.Wasm.Text;

namespace Krait.Testing.Wast;

/// <summary>Reads test scripts in the official suite's language (.wast).</summary>
public sealed class ScriptReader
{
    private readonly TokenCursor _cursor;

    private ScriptReader(TokenCursor cursor)
    {
        _cursor = cursor;
    }

    /// <summary>Reads the commands of a script file.</summary>
    public static ImmutableArray<ScriptCommand> ReadFile(string path) => Read(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads the commands of a script.</summary>
    public static ImmutableArray<ScriptCommand> Read(string text, string? fileName = null)
    {
        TokenCursor cursor = new(TextLexer.Tokenize(text, fileName), position: 0);
        ScriptReader reader = new(cursor);
        var commands = ImmutableArray.CreateBuilder<ScriptCommand>();
        if (IsBareField(cursor))
        {
            ScriptModule module = new(ScriptModuleKind.Text, cursor.Tokens, position: 0, bytes: []);
            return [new ModuleCommand(Line: 1, Name: null, module, ModuleUse.Instantiate)];
        }

        while (cursor.AtOpen)
        {
            var end = cursor.Current.Match + 1;
            commands.Add(reader.ReadCommand());
            cursor.Position = end;
        }

        if (cursor.Current.Kind != TextTokenKind.End)
            throw cursor.Unexpected("a command");
        return commands.ToImmutable();
    }

    // A file may hold the fields of one module and nothing else.
    private static bool IsBareField(TokenCursor cursor) =>
        cursor.IsOpen("func") || cursor.IsOpen("memory") || cursor.IsOpen("table") || cursor.IsOpen("type");

    private ScriptCommand ReadCommand()
    {
        var line = _cursor.Tokens.LineOf(_cursor.Position);
        _cursor.Position++;
        var word = _cursor.Word("a command").ToString();
        switch (word)
        {
            case "module": return ReadModuleCommand(line);
            case "register":
                var name = _cursor.ReadName();
                return new RegisterCommand(line, name, _cursor.TryIdentifier());
            case "invoke" or "get":
                _cursor.Position -= 2;
                return new ActionCommand(line, ReadAction());
            case "assert_return": return new AssertReturn(line, ReadAction(), ReadResults());
            case "assert_trap" when _cursor.IsOpen("module"): return new AssertModuleTrap(line, ReadModule(), _cursor.ReadName());
            case "assert_trap": return new AssertTrap(line, ReadAction(), _cursor.ReadName());
            case "assert_exhaustion": return new AssertExhaustion(line, ReadAction(), _cursor.ReadName());
            case "assert_exception": return new AssertException(line, ReadAction());
            case "assert_invalid": return new AssertInvalid(line, ReadModule(), _cursor.ReadName());

            // What a custom section or annotation says is checked while it is read, its use of other sections included.
            case "assert_malformed" or "assert_malformed_custom" or "assert_invalid_custom": return new AssertMalformed(line, ReadModule(), _cursor.ReadName());
            case "assert_unlinkable": return new AssertUnlinkable(line, ReadModule(), _cursor.ReadName());
            default: throw _cursor.Tokens.Error(_cursor.Position - 1, $"unexpected token: '{word}' is no command of a script");
        }
    }

    private ScriptCommand ReadModuleCommand(int line)
    {
        if (_cursor.TryWord("instance"))
        {
            var name = _cursor.TryIdentifier();
            return new InstanceCommand(line, name, _cursor.TryIdentifier());
        }

        var use = _cursor.TryWord("definition") ? ModuleUse.Define : ModuleUse.Instantiate;
        var module = ReadModuleBody(out var moduleName);
        return new ModuleCommand(line, moduleName, module, use);
    }

    private ScriptModule ReadModule()
    {
        var end = _cursor.Current.Match + 1;
        _cursor.Open("module");
        var module = ReadModuleBody(out _);
        _cursor.Position = end;
        return module;
    }

    // From behind "(module".
    private ScriptModule ReadModuleBody(out string? name)
    {
        var start = _cursor.Position;
        name = _cursor.TryIdentifier();
        if (_cursor.TryWord("binary"))
            return new ScriptModule(ScriptModuleKind.Binary, _cursor.Tokens, start, _cursor.ReadStrings());
        if (_cursor.TryWord("quote"))
            return new ScriptModule(ScriptModuleKind.Quote, _cursor.Tokens, start, _cursor.ReadStrings());
        return new ScriptModule(ScriptModuleKind.Text, _cursor.Tokens, start, bytes: []);
    }

    private ScriptAction ReadAction()
    {
        _cursor.Position++;
        var kind = _cursor.Word("invoke or get") is "get" ? ScriptActionKind.Get : ScriptActionKind.Invoke;
        var moduleName = _cursor.TryIdentifier();
        var name = _cursor.ReadName();
        var arguments = ImmutableArray.CreateBuilder<ScriptValue>();
        while (_cursor.AtOpen)
            arguments.Add(ScriptValues.ReadArgument(_cursor));
        _cursor.Close();
        return new ScriptAction(kind, moduleName, name, arguments.ToImmutable());
    }

    private ImmutableArray<ScriptResult> ReadResults()
    {
        var results = ImmutableArray.CreateBuilder<ScriptResult>();
        while (_cursor.AtOpen)
        {
            if (!_cursor.TryOpen("either"))
            {
                results.Add(new ScriptResult([ScriptValues.ReadExpectation(_cursor)]));
                continue;
            }

            var alternatives = ImmutableArray.CreateBuilder<ScriptExpectation>();
            while (_cursor.AtOpen)
                alternatives.Add(ScriptValues.ReadExpectation(_cursor));
            _cursor.Close();
            results.Add(new ScriptResult(alternatives.ToImmutable()));
        }

        return results.ToImmutable();
    }
}
