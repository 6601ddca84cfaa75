namespace Krait.Wasm;

// Keywords of the types, one row each. Read by printing and by the text parser.
internal static class TypeNames
{
    public static readonly (HeapType Type, string Keyword, string Shorthand)[] HeapTypes =
    [
        (HeapType.Func, "func", "funcref"),
        (HeapType.Extern, "extern", "externref"),
        (HeapType.Any, "any", "anyref"),
        (HeapType.Eq, "eq", "eqref"),
        (HeapType.I31, "i31", "i31ref"),
        (HeapType.Struct, "struct", "structref"),
        (HeapType.Array, "array", "arrayref"),
        (HeapType.Exn, "exn", "exnref"),
        (HeapType.None, "none", "nullref"),
        (HeapType.NoExtern, "noextern", "nullexternref"),
        (HeapType.NoFunc, "nofunc", "nullfuncref"),
        (HeapType.NoExn, "noexn", "nullexnref"),
    ];

    public static readonly (ValueType Type, string Keyword)[] NumberTypes =
    [
        (ValueType.I32, "i32"),
        (ValueType.I64, "i64"),
        (ValueType.F32, "f32"),
        (ValueType.F64, "f64"),
        (ValueType.V128, "v128"),
    ];

    public static string OfHeapType(HeapType type)
    {
        foreach (var row in HeapTypes)
        {
            if (row.Type == type)
                return row.Keyword;
        }

        throw new InternalErrorException($"heap type code {type.Value} has no keyword");
    }

    public static string OfValueType(ValueType type)
    {
        foreach (var row in NumberTypes)
        {
            if (row.Type == type)
                return row.Keyword;
        }

        if (!type.IsReference)
            return "unknown";
        foreach (var row in HeapTypes)
        {
            if (type.IsNullable && row.Type == type.HeapType)
                return row.Shorthand;
        }

        return type.IsNullable ? $"(ref null {type.HeapType})" : $"(ref {type.HeapType})";
    }
}
