using System.Collections.Generic;
using Krait.Python.Ir;
using Krait.Wasm;

namespace Krait.Python.Typing;

/// <summary>Builtins whose types or code follow rules of their own.</summary>
internal enum Special
{
    /// <summary>No rule: the row says everything.</summary>
    None,
    Len,
    Print,
    Str,
    Repr,
    Bool,
    Min,
    Max,
    Sum,
    Sorted,
    List,
    Tuple,
    Range,
    Enumerate,
    Zip,
    Reversed,
    Any,
    All,
    IsInstance,
    DivMod,
    Ord,
    Float,
    Same,

    // Methods.
    Append,
    Extend,
    Sort,
    Split,
    RSplit,
    Strip,
    LStrip,
    RStrip,
    Join,
    StrFormat,

    // Host interface (docs/ABI.md).
    HostField,
    HostParam,
    HasField,
    HasParam,
    DocumentId,
    Score,
    Log,

    // Intrinsics of the runtime library.
    Load8,
    Load32,
    Load64,
    LoadF64,
    Store8,
    Store32,
    Store64,
    StoreF64,
    MemoryCopy,
    MemoryFill,
    MemoryGrow,
    MemorySize,
    Address,
    AsStr,
    AsListStr,
    AsLike,
    Item,
    SetItem,
    ItemSize,
    SameItem,
    Data,
    HeapTop,
    SetHeapTop,
    HostPrint,
    LessUnsigned,
    HostImport,
}

/// <summary>One builtin function or method for one choice of operand kinds.</summary>
/// <param name="Name">The name as called.</param>
/// <param name="Parameters">One letter per parameter: i int, f float, b bool, s str, l list, n number (int or bool as int), ? anything.</param>
/// <param name="Result">The result type, where the library function's annotation does not say it.</param>
/// <param name="Library">The runtime library's function, or null.</param>
/// <param name="Plain">The instruction, or <c>nop</c>.</param>
/// <param name="Checked">The checked operation, or null.</param>
/// <param name="Special">A rule of its own.</param>
internal sealed record BuiltinRow(
    string Name,
    string Parameters,
    PyType? Result = null,
    string? Library = null,
    WasmOp Plain = WasmOp.Nop,
    CheckedOp? Checked = null,
    Special Special = Special.None);

/// <summary>The builtin functions, methods and intrinsics: read by inference, the IR builder and docs/LANGUAGE.md.</summary>
internal static class Builtins
{
    /// <summary>Functions; several rows of one name are tried in order.</summary>
    public static readonly BuiltinRow[] Functions =
    [
        new("len", "?", PyType.Int, Special: Special.Len),
        new("print", "*", PyType.None, Special: Special.Print),
        new("str", "*", PyType.Str, Special: Special.Str),
        new("repr", "?", PyType.Str, Special: Special.Repr),
        new("bool", "*", PyType.Bool, Special: Special.Bool),
        new("int", "", PyType.Int, Special: Special.Same),
        new("int", "n", PyType.Int, Special: Special.Same),
        new("int", "f", Library: "int_from_float"),
        new("int", "s", Library: "int_parse"),
        new("int", "sn", Library: "int_parse_base"),
        new("float", "", PyType.Float, Special: Special.Float),
        new("float", "f", PyType.Float, Special: Special.Float),
        new("float", "n", PyType.Float, Special: Special.Float),
        new("float", "s", Library: "float_parse"),
        new("abs", "n", PyType.Int, Checked: CheckedOp.Abs),
        new("abs", "f", PyType.Float, Plain: WasmOp.F64Abs),
        new("round", "n", PyType.Int, Special: Special.Same),
        new("round", "nn", Library: "int_round"),
        new("round", "f", Library: "float_round"),
        new("round", "fn", Library: "float_round_digits"),
        new("pow", "nn", Library: "int_pow"),
        new("pow", "ff", Library: "float_pow"),
        new("pow", "nnn", Library: "int_pow_mod"),
        new("divmod", "??", Special: Special.DivMod),
        new("chr", "n", Library: "str_chr"),
        new("ord", "s", PyType.Int, Special: Special.Ord),
        new("ascii", "s", Library: "str_ascii"),
        new("bin", "n", Library: "int_bin"),
        new("oct", "n", Library: "int_oct"),
        new("hex", "n", Library: "int_hex"),
        new("min", "*", Special: Special.Min),
        new("max", "*", Special: Special.Max),
        new("sum", "*", Special: Special.Sum),
        new("sorted", "*", Special: Special.Sorted),
        new("list", "*", Special: Special.List),
        new("tuple", "*", Special: Special.Tuple),
        new("range", "*", Special: Special.Range),
        new("enumerate", "*", Special: Special.Enumerate),
        new("zip", "*", Special: Special.Zip),
        new("reversed", "?", Special: Special.Reversed),
        new("any", "?", PyType.Bool, Special: Special.Any),
        new("all", "?", PyType.Bool, Special: Special.All),
        new("isinstance", "*", PyType.Bool, Special: Special.IsInstance),
    ];

    /// <summary>The host interface of UDFs, known where the program does not define the names itself.</summary>
    public static readonly BuiltinRow[] Host =
    [
        new("get_field_string", "*", PyType.Str, Special: Special.HostField),
        new("get_field_i64", "*", PyType.Int, Special: Special.HostField),
        new("get_field_f64", "*", PyType.Float, Special: Special.HostField),
        new("get_field_bool", "*", PyType.Bool, Special: Special.HostField),
        new("get_param_string", "*", PyType.Str, Special: Special.HostParam),
        new("get_param_i64", "*", PyType.Int, Special: Special.HostParam),
        new("get_param_f64", "*", PyType.Float, Special: Special.HostParam),
        new("get_param_bool", "*", PyType.Bool, Special: Special.HostParam),
        new("has_field", "s", PyType.Bool, Special: Special.HasField),
        new("has_param", "s", PyType.Bool, Special: Special.HasParam),
        new("get_document_id", "", PyType.Str, Special: Special.DocumentId),
        new("get_score", "", PyType.Float, Special: Special.Score),
        new("log", "s", PyType.None, Special: Special.Log),
    ];

    /// <summary>Functions of the module math.</summary>
    public static readonly BuiltinRow[] Math =
    [
        new("sqrt", "f", Library: "float_sqrt"),
        new("fabs", "f", PyType.Float, Plain: WasmOp.F64Abs),
        new("copysign", "ff", PyType.Float, Plain: WasmOp.F64Copysign),
        new("floor", "n", PyType.Int, Special: Special.Same),
        new("floor", "f", Library: "float_floor"),
        new("ceil", "n", PyType.Int, Special: Special.Same),
        new("ceil", "f", Library: "float_ceil"),
        new("trunc", "n", PyType.Int, Special: Special.Same),
        new("trunc", "f", Library: "float_trunc"),
        new("isnan", "f", Library: "float_isnan"),
        new("isinf", "f", Library: "float_isinf"),
        new("isfinite", "f", Library: "float_isfinite"),
        new("gcd", "nn", Library: "int_gcd"),
    ];

    /// <summary>Methods of str; the receiver is the first parameter.</summary>
    public static readonly BuiltinRow[] StrMethods =
    [
        new("split", "*", new ListType(PyType.Str), Special: Special.Split),
        new("rsplit", "*", new ListType(PyType.Str), Special: Special.RSplit),
        new("strip", "*", PyType.Str, Special: Special.Strip),
        new("lstrip", "*", PyType.Str, Special: Special.LStrip),
        new("rstrip", "*", PyType.Str, Special: Special.RStrip),
        new("join", "s?", PyType.Str, Special: Special.Join),
        .. Named("lower upper casefold capitalize title swapcase find rfind index rindex count startswith endswith replace splitlines "
            + "partition rpartition removeprefix removesuffix center ljust rjust zfill isdigit isdecimal isnumeric isalpha isalnum isspace "
            + "isupper islower istitle isascii isprintable isidentifier", "str_"),
    ];

    /// <summary>Methods of list; the receiver is the first parameter.</summary>
    public static readonly BuiltinRow[] ListMethods =
    [
        new("append", "l?", PyType.None, Special: Special.Append),
        new("sort", "*", PyType.None, Special: Special.Sort),
        new("extend", "l?", PyType.None, Special: Special.Extend),
        .. Named("insert pop index count remove reverse copy clear", "list_"),
    ];

    /// <summary>Methods of int and float.</summary>
    public static readonly BuiltinRow[] IntMethods = [.. Named("bit_length", "int_")];

    /// <summary>Methods of float.</summary>
    public static readonly BuiltinRow[] FloatMethods = [.. Named("is_integer", "float_")];

    /// <summary>The host functions behind <see cref="Host"/>; i is an address or length, l the context.</summary>
    public static readonly BuiltinRow[] HostImports =
    [
        new("env_has_field", "lii", PyType.Int, "has_field", Special: Special.HostImport),
        new("env_get_field_string", "liiii", PyType.Int, "get_field_string", Special: Special.HostImport),
        new("env_get_field_i64", "liii", PyType.Int, "get_field_i64", Special: Special.HostImport),
        new("env_get_field_f64", "liii", PyType.Int, "get_field_f64", Special: Special.HostImport),
        new("env_get_field_bool", "liii", PyType.Int, "get_field_bool", Special: Special.HostImport),
        new("env_has_param", "ii", PyType.Int, "has_param", Special: Special.HostImport),
        new("env_get_param_string", "iiii", PyType.Int, "get_param_string", Special: Special.HostImport),
        new("env_get_param_i64", "iii", PyType.Int, "get_param_i64", Special: Special.HostImport),
        new("env_get_param_f64", "iii", PyType.Int, "get_param_f64", Special: Special.HostImport),
        new("env_get_param_bool", "iii", PyType.Int, "get_param_bool", Special: Special.HostImport),
        new("env_get_document_id", "lii", PyType.Int, "get_document_id", Special: Special.HostImport),
        new("env_get_score", "l", PyType.Float, "get_score", Special: Special.HostImport),
        new("env_log", "ii", PyType.None, "log", Special: Special.HostImport),
    ];

    /// <summary>What only the runtime library may call.</summary>
    public static readonly BuiltinRow[] Intrinsics =
    [
        .. HostImports,
        new("load8", "*", PyType.Int, Special: Special.Load8),
        new("load32", "*", PyType.Int, Special: Special.Load32),
        new("load64", "*", PyType.Int, Special: Special.Load64),
        new("loadf64", "*", PyType.Float, Special: Special.LoadF64),
        new("store8", "*", PyType.None, Special: Special.Store8),
        new("store32", "*", PyType.None, Special: Special.Store32),
        new("store64", "*", PyType.None, Special: Special.Store64),
        new("storef64", "*", PyType.None, Special: Special.StoreF64),
        new("memory_copy", "iii", PyType.None, Special: Special.MemoryCopy),
        new("memory_fill", "iii", PyType.None, Special: Special.MemoryFill),
        new("memory_grow", "i", PyType.Int, Special: Special.MemoryGrow),
        new("memory_size", "", PyType.Int, Special: Special.MemorySize),
        new("addr", "?", PyType.Int, Special: Special.Address),
        new("as_str", "i", PyType.Str, Special: Special.AsStr),
        new("as_list_str", "i", new ListType(PyType.Str), Special: Special.AsListStr),
        new("as_like", "?i", Special: Special.AsLike),
        new("item", "li", Special: Special.Item),
        new("set_item", "li?", PyType.None, Special: Special.SetItem),
        new("item_size", "l", PyType.Int, Special: Special.ItemSize),
        new("same_item", "??", PyType.Bool, Special: Special.SameItem),
        new("data", "?", PyType.Int, Special: Special.Data),
        new("heap_top", "", PyType.Int, Special: Special.HeapTop),
        new("set_heap_top", "i", PyType.None, Special: Special.SetHeapTop),
        new("host_print", "ii", PyType.None, Special: Special.HostPrint),
        new("lt_u", "ii", PyType.Bool, Special: Special.LessUnsigned),
        new("shr_u", "ii", PyType.Int, Plain: WasmOp.I64ShrU),
        new("div_u", "ii", PyType.Int, Plain: WasmOp.I64DivU),
        new("rem_u", "ii", PyType.Int, Plain: WasmOp.I64RemU),
        new("div_s", "ii", PyType.Int, Plain: WasmOp.I64DivS),
        new("rem_s", "ii", PyType.Int, Plain: WasmOp.I64RemS),
        new("clz", "i", PyType.Int, Plain: WasmOp.I64Clz),
        new("ctz", "i", PyType.Int, Plain: WasmOp.I64Ctz),
        new("popcnt", "i", PyType.Int, Plain: WasmOp.I64Popcnt),
        new("float_bits", "f", PyType.Int, Plain: WasmOp.I64ReinterpretF64),
        new("bits_float", "i", PyType.Float, Plain: WasmOp.F64ReinterpretI64),
        new("float_of", "i", PyType.Float, Plain: WasmOp.F64ConvertI64S),
        new("int_of", "f", PyType.Int, Plain: WasmOp.I64TruncSatF64S),
        new("f64_sqrt", "f", PyType.Float, Plain: WasmOp.F64Sqrt),
        new("f64_floor", "f", PyType.Float, Plain: WasmOp.F64Floor),
        new("f64_ceil", "f", PyType.Float, Plain: WasmOp.F64Ceil),
        new("f64_trunc", "f", PyType.Float, Plain: WasmOp.F64Trunc),
        new("f64_nearest", "f", PyType.Float, Plain: WasmOp.F64Nearest),
        new("f64_abs", "f", PyType.Float, Plain: WasmOp.F64Abs),
        new("f64_copysign", "ff", PyType.Float, Plain: WasmOp.F64Copysign),
    ];

    /// <summary>Constants of the module math.</summary>
    public static readonly Dictionary<string, double> MathConstants = new()
    {
        ["pi"] = System.Math.PI,
        ["e"] = System.Math.E,
        ["tau"] = System.Math.Tau,
        ["inf"] = double.PositiveInfinity,
        ["nan"] = double.NaN,
    };

    /// <summary>Builtins of CPython that the typed tier knows to refuse by name.</summary>
    public static readonly HashSet<string> Refused =
    [
        .. ("open input eval exec compile globals locals vars dir getattr setattr hasattr delattr type object super property "
            + "classmethod staticmethod dict set frozenset bytes bytearray memoryview complex slice iter next map filter callable hash id "
            + "format help breakpoint issubclass aiter anext __import__").Split(' '),
    ];

    /// <summary>The methods of a type; empty where it has none.</summary>
    public static BuiltinRow[] MethodsOf(PyType type) => Operators.KindOf(type) switch
    {
        OperandKind.Str => StrMethods,
        OperandKind.List => ListMethods,
        OperandKind.Int => IntMethods,
        OperandKind.Float => FloatMethods,
        _ => [],
    };

    /// <summary>True when the table has a row of that name.</summary>
    public static bool Has(BuiltinRow[] table, string name) => System.Array.Exists(table, row => row.Name == name);

    // Methods whose library function has the method's name behind a prefix and takes the same parameters.
    private static IEnumerable<BuiltinRow> Named(string names, string prefix)
    {
        foreach (string name in names.Split(' '))
            yield return new BuiltinRow(name, "", Library: prefix + name);
    }
}
