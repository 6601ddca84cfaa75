namespace Krait.Python;

/// <summary>The compiler's rows: PY2xxx what the types do not allow, PY3xxx what the typed tier refuses.</summary>
internal static partial class Diagnostics
{
    public static readonly DiagnosticRow NameNotDefined = Error("PY2001", "name '{0}' is not defined", "define it before this line or import it; the typed tier knows only the names of this file and the listed builtins");

    public static readonly DiagnosticRow ParameterNeedsAnnotation = Error("PY2002", "parameter '{0}' of '{1}' has no type here", "write an annotation, such as '{0}: int'");

    public static readonly DiagnosticRow OperatorMismatch = Error("PY2003", "'{0}' does not take {1} and {2}", "convert one side, for example with int(), float() or str()");

    public static readonly DiagnosticRow ReturnMismatch = Error("PY2004", "this function promises {0} but returns {1}", "convert the value or change the annotation after '->'{2}");

    public static readonly DiagnosticRow ArgumentMismatch = Error("PY2005", "parameter '{0}' of '{1}' takes {2} but gets {3}", "convert the argument{4}");

    public static readonly DiagnosticRow VariableChangesType = Error("PY2006", "'{0}' is {1} at line {2} but gets {3} here", "use another name for the new value, or convert it{4}");

    public static readonly DiagnosticRow UnknownAnnotation = Error("PY2007", "'{0}' is not a type of the typed tier", "use int, float, bool, str, None, list[T], tuple[A, B] or T | None");

    public static readonly DiagnosticRow WrongArgumentCount = Error("PY2008", "'{0}' takes {1} but gets {2}", null);

    public static readonly DiagnosticRow UnknownKeyword = Error("PY2009", "'{0}' has no parameter '{1}' that a keyword can name", null);

    public static readonly DiagnosticRow UnknownAttribute = Error("PY2010", "{0} has no '{1}' in the typed tier", "docs/LANGUAGE.md lists the methods of each type; mode cpython has all of them");

    public static readonly DiagnosticRow NotIterable = Error("PY2011", "cannot loop over {0}", "loop over a list, a str, a range, enumerate(...) or zip(...)");

    public static readonly DiagnosticRow MayBeNone = Error("PY2012", "this may be None: its type is {0}", "check it first: 'if {1} is not None:'");

    public static readonly DiagnosticRow NotCallable = Error("PY2013", "this cannot be called", "call a function of this file, a builtin or a method by its name");

    public static readonly DiagnosticRow CannotInfer = Error("PY2014", "the type of {0} cannot be found", "write an annotation");

    public static readonly DiagnosticRow MissingReturn = Error("PY2015", "this function promises {0} but its end can be reached without a return", "add a return at the end, or promise '{0} | None'");

    public static readonly DiagnosticRow UnpackMismatch = Error("PY2016", "{0} targets cannot take {1}", null);

    public static readonly DiagnosticRow ComparisonMismatch = Error("PY2017", "'{0}' does not compare {1} with {2}", "convert one side");

    public static readonly DiagnosticRow BadIndex = Error("PY2018", "{0} cannot be indexed with {1}", null);

    public static readonly DiagnosticRow IntLiteralTooLarge = Error("PY2020", "this int does not fit in 64 bits", "the typed tier's ints go from -2**63 to 2**63 - 1; use a float or mode cpython");

    public static readonly DiagnosticRow ElementsDiffer = Error("PY2021", "the elements of this list have different types: {0} and {1}", "a list holds one type; convert the elements or use a tuple{2}");

    public static readonly DiagnosticRow UnaryMismatch = Error("PY2022", "'{0}' does not take {1}", null);

    public static readonly DiagnosticRow RaiseNeedsException = Error("PY2023", "only built-in exceptions can be raised", "raise one by its name, such as ValueError(\"why\")");

    public static readonly DiagnosticRow DefaultNotConstant = Error("PY2024", "the default of '{0}' is not a constant", "use a number, a str, a bool or None; make anything else inside the function");

    public static readonly DiagnosticRow OutsideItsPlace = Error("PY2025", "'{0}' outside {1}", null);

    public static readonly DiagnosticRow IntFloatVaries = Error("PY2026", "this is an int or a float depending on the way taken", "write both as floats, or both as ints; Python would print 1 on one way and 1.0 on the other");

    public static readonly DiagnosticRow RecursiveInference = Error("PY2027", "the result type of '{0}' depends on itself", "write it after '->'");

    public static readonly DiagnosticRow NotExported = new("PY2028", DiagnosticSeverity.Warning, "'{0}' is not exported because its parameter '{1}' has no annotation", "write '{1}: int' or another type");

    public static readonly DiagnosticRow NothingToCompile = Error("PY2029", "there is nothing to compile: no function with annotated parameters and no statement", "annotate the parameters of the function to export");

    public static readonly DiagnosticRow Duplicate = Error("PY2030", "'{0}' is defined twice", "give the second one another name");

    public static readonly DiagnosticRow NotATarget = Error("PY2031", "{0} cannot be assigned to", null);

    public static readonly DiagnosticRow Refused = Error("PY3001", "{0} is not in the typed tier", "use mode cpython{1}");

    public static readonly DiagnosticRow ImportRefused = Error("PY3002", "import of '{0}' is not in the typed tier", "the typed tier has only 'math'; use mode cpython");

    public static readonly DiagnosticRow BuiltinRefused = Error("PY3003", "builtin '{0}' is not in the typed tier{1}", "use mode cpython");

    public static readonly DiagnosticRow TooNested = Error("PY3004", "this is nested more than {0} levels deep", "split it into several statements or functions");

    public static readonly DiagnosticRow TooLarge = Error("PY3005", "{0} exceeds the limit of {1}", "split the program");

    public static readonly DiagnosticRow NotAsValue = Error("PY3006", "{0} can only be called here, not kept as a value", "use mode cpython for functions as values");

    public static readonly DiagnosticRow FormatSpecRefused = Error("PY3007", "a format specifier in an f-string is not in the typed tier", "format the value with round() and str(), or use mode cpython");

    public static readonly DiagnosticRow ExportTypeRefused = Error("PY3008", "'{0}' cannot be exported: {1} has no place in the ABI", "see docs/ABI.md; start the name with '_' to keep the function inside the module");

    public static readonly DiagnosticRow BadArgument = Error("PY2032", "{0}() does not take {1}", null);
}
