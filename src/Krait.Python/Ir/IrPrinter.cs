using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>Prints IR as text for dumps and golden tests.</summary>
internal static class IrPrinter
{
    /// <summary>The whole module.</summary>
    public static string Print(IrModule module)
    {
        var text = new StringBuilder();
        foreach (IrFunction function in module.Functions)
            Print(function, text);
        return text.ToString();
    }

    private static void Print(IrFunction function, StringBuilder text)
    {
        string parameters = string.Join(", ", function.Parameters.Select(parameter => $"{parameter.Name}: {Name(parameter.Type)}"));
        string results = function.MultipleResults is { } several ? string.Join(" ", several.Select(Name)) : Name(function.ReturnType);
        text.Append(CultureInfo.InvariantCulture, $"{(function.Import is null ? "function" : "import")} {function.Name}({parameters}) -> {results}");
        text.Append(function.IsCatchable ? " catchable" : "").Append(function.MayRaise ? " raises\n" : "\n");
        Print(function.Body, text, 1);
    }

    private static void Print(List<IrStmt> statements, StringBuilder text, int depth)
    {
        foreach (IrStmt statement in statements)
            Print(statement, text, depth);
    }

    private static void Print(IrStmt statement, StringBuilder text, int depth)
    {
        string indent = new(' ', depth * 2);
        text.Append(indent);
        switch (statement)
        {
            case IrIf n:
                text.Append(CultureInfo.InvariantCulture, $"if {Text(n.Test)}\n");
                Print(n.WhenTrue, text, depth + 1);
                if (0 < n.WhenFalse.Count)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{indent}else\n");
                    Print(n.WhenFalse, text, depth + 1);
                }

                break;
            case IrBlock n:
                text.Append(CultureInfo.InvariantCulture, $"block {n.Label.Name}\n");
                Print(n.Body, text, depth + 1);
                break;
            case IrLoop n:
                text.Append(CultureInfo.InvariantCulture, $"loop {n.Label.Name}\n");
                Print(n.Body, text, depth + 1);
                break;
            default:
                text.Append(Text(statement)).Append('\n');
                break;
        }
    }

    private static string Text(IrStmt statement) => statement switch
    {
        IrSet n => $"{n.Local.Name} = {Text(n.Value)}",
        IrSetGlobal n => $"${n.Global.Name} = {Text(n.Value)}",
        IrStore n => $"{OpFacts.TextOf(n.Op)}[{Text(n.Address)} + {n.Offset}] = {Text(n.Value)}",
        IrDo n => Text(n.Value),
        IrEffect n => $"{OpFacts.TextOf(n.Op)}({Join(n.Args)})",
        IrBranch n => $"go {n.Target.Name}",
        IrReturn { Value: null } => "return",
        IrReturn n => $"return {Text(n.Value!)}",
        IrReturnMany n => $"return {Join(n.Values)}",
        IrRaise n => $"raise {n.TypeId} \"{n.Message}\"",
        IrRaiseDynamic n => $"raise {Text(n.TypeId)} {Text(n.Message)}",
        IrTrap n => $"trap {n.TypeId} \"{n.Message}\"",
        _ => "{ ... }",
    };

    private static string Text(IrExpr expression) => expression switch
    {
        IrConst { Type: IrType.F64 } n => BitConverter.Int64BitsToDouble(n.Bits).ToString("R", CultureInfo.InvariantCulture),
        IrConst n => n.Bits.ToString(CultureInfo.InvariantCulture),
        IrDataAddress n => $"&\"{n.Data.Name}\"",
        IrHeapBase => "heap_base",
        IrLocalGet n => n.Local.Name,
        IrGlobalGet n => "$" + n.Global.Name,
        IrApply n => $"{OpFacts.TextOf(n.Op)}({Join(n.Args)})",
        IrLoad n => $"{OpFacts.TextOf(n.Op)}[{Text(n.Address)} + {n.Offset}]",
        IrCall n => $"{n.Target.Name}({Join(n.Args)})",
        IrChoose n => $"({Text(n.Test)} ? {Text(n.WhenTrue)} : {Text(n.WhenFalse)})",
        IrSequence n => $"{{{string.Concat(n.Statements.Select(each => Nested(each) + "; "))}{Text(n.Value)}}}",
        IrChecked n => $"{n.Op}{(n.Facts == CheckFacts.None ? "" : $"<{n.Facts}>")}({Join(n.Args)})",
        IrElement n => $"{n.Kind}{(n.IsInBounds ? "<in bounds>" : n.IsNonNegative ? "<non-negative>" : "")}[{Text(n.Sequence)}, {Text(n.Index)}]",
        _ => "site",
    };

    private static string Nested(IrStmt statement)
    {
        var text = new StringBuilder();
        Print(statement, text, 0);
        return text.ToString().TrimEnd().Replace("\n", "; ", StringComparison.Ordinal);
    }

    private static string Join(IReadOnlyList<IrExpr> expressions) => string.Join(", ", expressions.Select(Text));

    private static string Name(IrType type) => type switch
    {
        IrType.I32 => "i32",
        IrType.I64 => "i64",
        IrType.F64 => "f64",
        _ => "nothing",
    };
}
