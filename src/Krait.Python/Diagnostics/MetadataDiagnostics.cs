namespace Krait.Python;

// PY10xx: metadata of UDFs.
internal static partial class Diagnostics
{
    public static readonly DiagnosticRow MalformedUdfComment =
        Warning("PY1001", "this '@udf:' comment has no 'key=value'", "write it as: # @udf: name=value");

    public static readonly DiagnosticRow RepeatedUdfKey =
        Warning("PY1002", "the '@udf:' key '{0}' is given twice; the last one counts");

    public static readonly DiagnosticRow NoFunction =
        Error("PY1003", "the source defines no function at its top level", "define one: def udf_main(...) -> bool");

    public static readonly DiagnosticRow NoSuchFunction =
        Error("PY1004", "there is no function '{0}'; the source defines: {1}");

    public static readonly DiagnosticRow SeveralFunctions =
        Error("PY1005", "the source defines several functions ({0}) and none is called udf_main", "name one 'udf_main', or say which with function_name");

    public static readonly DiagnosticRow FunctionNameIgnored =
        Warning("PY1006", "the function '{0}' was asked for, but a source with '{1}' starts there");

    public static readonly DiagnosticRow UnknownUdfType =
        Warning("PY1007", "'{0}' has no UDF type, so any value is taken", "use str, int, float, bool, list[T], dict[str, T] or T | None");

    public static readonly DiagnosticRow DefaultNotLiteral =
        Error("PY1008", "the default of '{0}' is not a literal, so callers cannot know it", "write the value itself, or use None and compute it in the body");

    public static readonly DiagnosticRow DefaultNotJson =
        Error("PY1009", "the default of '{0}' has no JSON form", "use numbers, strings, bools, None, lists and dicts with string keys");

    public static readonly DiagnosticRow VariadicParameter =
        Error("PY1010", "'{0}' cannot be bound by name", "give every parameter of the entry function a name");

    public static readonly DiagnosticRow InvalidUdfVersion =
        Error("PY1011", "'{0}' is not a semantic version", "use three numbers: 1.0.0");

    public static readonly DiagnosticRow InvalidUdfName =
        Error("PY1012", "'{0}' cannot be the name of a UDF", "start with a letter or underscore and go on with letters, digits, '_', '-' or '.', 128 at most");
}
