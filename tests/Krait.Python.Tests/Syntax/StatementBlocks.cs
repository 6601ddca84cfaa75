using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>The blocks of compound statements, for tests that walk over whole files.</summary>
internal static class StatementBlocks
{
    /// <summary>A statement's blocks in source order.</summary>
    public static ImmutableArray<Statement>[] Of(Statement statement) => statement switch
    {
        FunctionDef node => [node.Body],
        AsyncFunctionDef node => [node.Body],
        ClassDef node => [node.Body],
        If node => [node.Body, node.OrElse],
        For node => [node.Body, node.OrElse],
        AsyncFor node => [node.Body, node.OrElse],
        While node => [node.Body, node.OrElse],
        With node => [node.Body],
        AsyncWith node => [node.Body],
        Try node => [node.Body, .. node.Handlers.Select(handler => handler.Body), node.OrElse, node.FinalBody],
        TryStar node => [node.Body, .. node.Handlers.Select(handler => handler.Body), node.OrElse, node.FinalBody],
        Match node => [.. node.Cases.Select(part => part.Body)],
        _ => [],
    };
}
