using System;

namespace Krait.Python.Syntax;

// One row per kind of node: its name and its fields in the order of the ast module.
internal sealed partial class AstDump
{
    private void Print(Node node)
    {
        switch (node)
        {
            case JoinedStr joined:
                PrintJoined(joined);
                break;
            case Expression expression:
                PrintExpression(expression);
                break;
            case Statement statement:
                PrintStatement(statement);
                break;
            case Pattern pattern:
                PrintPattern(pattern);
                break;
            case TypeParameter parameter:
                PrintTypeParameter(parameter);
                break;
            default:
                PrintPart(node);
                break;
        }
    }

    private void PrintExpression(Expression node)
    {
        AstDump dump = node switch
        {
            BoolOp n => Open("BoolOp").Operator("op", n.Op).Fields("values", n.Values),
            NamedExpr n => Open("NamedExpr").Field("target", n.Target).Field("value", n.Value),
            BinOp n => Open("BinOp").Field("left", n.Left).Operator("op", n.Op).Field("right", n.Right),
            UnaryOp n => Open("UnaryOp").Operator("op", n.Op).Field("operand", n.Operand),
            Lambda n => Open("Lambda").Field("args", n.Args).Field("body", n.Body),
            IfExp n => Open("IfExp").Field("test", n.Test).Field("body", n.Body).Field("orelse", n.OrElse),
            Dict n => Open("Dict").Fields("keys", n.Keys).Fields("values", n.Values),
            Set n => Open("Set").Fields("elts", n.Elts),
            ListComp n => Open("ListComp").Field("elt", n.Elt).Fields("generators", n.Generators),
            SetComp n => Open("SetComp").Field("elt", n.Elt).Fields("generators", n.Generators),
            DictComp n => Open("DictComp").Field("key", n.Key).Field("value", n.Value).Fields("generators", n.Generators),
            GeneratorExp n => Open("GeneratorExp").Field("elt", n.Elt).Fields("generators", n.Generators),
            Await n => Open("Await").Field("value", n.Value),
            Yield n => Open("Yield").Optional("value", n.Value),
            YieldFrom n => Open("YieldFrom").Field("value", n.Value),
            Compare n => Open("Compare").Field("left", n.Left).Operators("ops", n.Ops).Fields("comparators", n.Comparators),
            Call n => Open("Call").Field("func", n.Func).Fields("args", n.Args).Fields("keywords", n.Keywords),
            FormattedValue n => Open("FormattedValue").Field("value", n.Value).Field("conversion", n.Conversion).Optional("format_spec", n.FormatSpec),
            Interpolation n => Open("Interpolation").Field("value", n.Value).Field("str", n.Str).Field("conversion", n.Conversion).Optional("format_spec", n.FormatSpec),
            TemplateStr n => Open("TemplateStr").Fields("values", n.Values),
            Constant n => Open("Constant").Field("value", n.Value).Optional("kind", n.Kind),
            Attribute n => Open("Attribute").Field("value", n.Value).Field("attr", n.Attr).Operator("ctx", n.Context),
            Subscript n => Open("Subscript").Field("value", n.Value).Field("slice", n.Slice).Operator("ctx", n.Context),
            Starred n => Open("Starred").Field("value", n.Value).Operator("ctx", n.Context),
            Name n => Open("Name").Field("id", n.Id).Operator("ctx", n.Context),
            List n => Open("List").Fields("elts", n.Elts).Operator("ctx", n.Context),
            Tuple n => Open("Tuple").Fields("elts", n.Elts).Operator("ctx", n.Context),
            Slice n => Open("Slice").Optional("lower", n.Lower).Optional("upper", n.Upper).Optional("step", n.Step),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        dump.Close(node);
    }

    private void PrintStatement(Statement node)
    {
        AstDump dump = node switch
        {
            FunctionDef n => Open("FunctionDef").Field("name", n.Name).Field("args", n.Args).Fields("body", n.Body)
                .Fields("decorator_list", n.Decorators).Optional("returns", n.Returns).TypeParameters(n.TypeParams),
            AsyncFunctionDef n => Open("AsyncFunctionDef").Field("name", n.Name).Field("args", n.Args).Fields("body", n.Body)
                .Fields("decorator_list", n.Decorators).Optional("returns", n.Returns).TypeParameters(n.TypeParams),
            ClassDef n => Open("ClassDef").Field("name", n.Name).Fields("bases", n.Bases).Fields("keywords", n.Keywords)
                .Fields("body", n.Body).Fields("decorator_list", n.Decorators).TypeParameters(n.TypeParams),
            Return n => Open("Return").Optional("value", n.Value),
            Delete n => Open("Delete").Fields("targets", n.Targets),
            Assign n => Open("Assign").Fields("targets", n.Targets).Field("value", n.Value),
            TypeAlias n => Open("TypeAlias").Field("name", n.Name).Fields("type_params", n.TypeParams).Field("value", n.Value),
            AugAssign n => Open("AugAssign").Field("target", n.Target).Operator("op", n.Op).Field("value", n.Value),
            AnnAssign n => Open("AnnAssign").Field("target", n.Target).Field("annotation", n.Annotation)
                .Optional("value", n.Value).Field("simple", n.Simple ? 1 : 0),
            For n => Open("For").Field("target", n.Target).Field("iter", n.Iter).Fields("body", n.Body).Fields("orelse", n.OrElse),
            AsyncFor n => Open("AsyncFor").Field("target", n.Target).Field("iter", n.Iter).Fields("body", n.Body).Fields("orelse", n.OrElse),
            While n => Open("While").Field("test", n.Test).Fields("body", n.Body).Fields("orelse", n.OrElse),
            If n => Open("If").Field("test", n.Test).Fields("body", n.Body).Fields("orelse", n.OrElse),
            With n => Open("With").Fields("items", n.Items).Fields("body", n.Body),
            AsyncWith n => Open("AsyncWith").Fields("items", n.Items).Fields("body", n.Body),
            Match n => Open("Match").Field("subject", n.Subject).Fields("cases", n.Cases),
            Raise n => Open("Raise").Optional("exc", n.Exc).Optional("cause", n.Cause),
            Try n => Open("Try").Fields("body", n.Body).Fields("handlers", n.Handlers).Fields("orelse", n.OrElse).Fields("finalbody", n.FinalBody),
            TryStar n => Open("TryStar").Fields("body", n.Body).Fields("handlers", n.Handlers).Fields("orelse", n.OrElse).Fields("finalbody", n.FinalBody),
            Assert n => Open("Assert").Field("test", n.Test).Optional("msg", n.Message),
            Import n => Open("Import").Fields("names", n.Names),
            ImportFrom n => Open("ImportFrom").Optional("module", n.Module).Fields("names", n.Names).Field("level", n.Level),
            Global n => Open("Global").Names("names", n.Names),
            Nonlocal n => Open("Nonlocal").Names("names", n.Names),
            Expr n => Open("Expr").Field("value", n.Value),
            Pass => Open("Pass"),
            Break => Open("Break"),
            Continue => Open("Continue"),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        dump.Close(node);
    }

    private void PrintPattern(Pattern node)
    {
        AstDump dump = node switch
        {
            MatchValue n => Open("MatchValue").Field("value", n.Value),
            MatchSingleton n => Open("MatchSingleton").Field("value", n.Value),
            MatchSequence n => Open("MatchSequence").Fields("patterns", n.Patterns),
            MatchMapping n => Open("MatchMapping").Fields("keys", n.Keys).Fields("patterns", n.Patterns).Optional("rest", n.Rest),
            MatchClass n => Open("MatchClass").Field("cls", n.Cls).Fields("patterns", n.Patterns)
                .Names("kwd_attrs", n.KwdAttrs).Fields("kwd_patterns", n.KwdPatterns),
            MatchStar n => Open("MatchStar").Optional("name", n.Name),
            MatchAs n => Open("MatchAs").Optional("pattern", n.Inner).Optional("name", n.Name),
            MatchOr n => Open("MatchOr").Fields("patterns", n.Patterns),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        dump.Close(node);
    }

    private void PrintTypeParameter(TypeParameter node)
    {
        AstDump dump = node switch
        {
            TypeVar n => Open("TypeVar").Field("name", n.Name).Optional("bound", n.Bound),
            TypeVarTuple n => Open("TypeVarTuple").Field("name", n.Name),
            ParamSpec n => Open("ParamSpec").Field("name", n.Name),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        dump.Optional("default_value", node.DefaultValue).Close(node);
    }

    /// <summary>Prints the nodes of no family. Four of them have no location.</summary>
    private void PrintPart(Node node)
    {
        AstDump dump = node switch
        {
            Module n => Open("Module").Fields("body", n.Body).TypeIgnores(),
            Arguments n => Open("arguments").Fields("posonlyargs", n.PosOnlyArgs).Fields("args", n.Args).Optional("vararg", n.VarArg)
                .Fields("kwonlyargs", n.KwOnlyArgs).Fields("kw_defaults", n.KwDefaults).Optional("kwarg", n.KwArg).Fields("defaults", n.Defaults),
            Arg n => Open("arg").Field("arg", n.Name).Optional("annotation", n.Annotation),
            Keyword n => Open("keyword").Optional("arg", n.Name).Field("value", n.Value),
            Alias n => Open("alias").Field("name", n.Name).Optional("asname", n.AsName),
            WithItem n => Open("withitem").Field("context_expr", n.ContextExpr).Optional("optional_vars", n.OptionalVars),
            Comprehension n => Open("comprehension").Field("target", n.Target).Field("iter", n.Iter).Fields("ifs", n.Ifs).Field("is_async", n.IsAsync ? 1 : 0),
            ExceptHandler n => Open("ExceptHandler").Optional("type", n.Type).Optional("name", n.Name).Fields("body", n.Body),
            MatchCase n => Open("match_case").Field("pattern", n.Pattern).Optional("guard", n.Guard).Fields("body", n.Body),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        bool hasLocation = node is Arg or Keyword or Alias or ExceptHandler;
        dump.Close(hasLocation ? node : null);
    }

    private AstDump TypeIgnores()
    {
        if (_options.MinorVersion < FirstVersionWithoutEmptyFields)
        {
            BeginField("type_ignores");
            _text.Append("[]");
        }

        return this;
    }
}
