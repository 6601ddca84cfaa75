using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Krait.Guests;
using Krait.Udf.Execution;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Interpreters;

/// <summary>
/// The module <c>krait</c> of one sandbox: what a UDF asks its document, its parameters and the log. The same functions as those
/// that modules import, with the same answers; what they refuse is raised in Python.
/// </summary>
internal sealed class HostModule
{
    private const string Name = "krait";
    private const int MaximumPaths = 64;
    private const int MaximumNameLength = 4096;

    private readonly ParameterSet _parameters;
    private readonly LogBuffer? _log;
    private readonly Dictionary<string, FieldPath> _paths = new(StringComparer.Ordinal);
    private readonly List<PythonObject> _defaults = [];
    private UdfDocument? _document;

    /// <param name="parameters">The call's parameters.</param>
    /// <param name="log">Receives messages; null to drop them.</param>
    public HostModule(ParameterSet parameters, LogBuffer? log)
    {
        _parameters = parameters;
        _log = log;
    }

    /// <summary>One of the functions that read a value.</summary>
    private delegate object? Getter(string name, PythonObject? @default = null);

    /// <summary>Tells whether a JSON value has a type, and gives it for Python.</summary>
    private delegate bool Reader(JsonElement value, out object? result);

    /// <summary>Makes it the module of a sandbox whose image has one, or has none yet.</summary>
    public void Define(PythonSandbox sandbox) => sandbox.DefineModule(Name, Members());

    /// <summary>Gives the functions their names in the module of the source, which then need not import them.</summary>
    public void Import(PythonSandbox sandbox) =>
        sandbox.Execute($"from {Name} import {string.Join(", ", Members().Select(member => member.Key))}", "<krait>");

    /// <summary>Sets the document that is asked.</summary>
    public void SetDocument(in UdfDocument document)
    {
        _document = document;
        foreach (PythonObject held in _defaults)
            held.Dispose();
        _defaults.Clear();
    }

    private List<KeyValuePair<string, object?>> Members() =>
    [
        Member("has_field", (string name) => TryFindField(name, out _)),
        Member("get_field_string", Field("a string", TryReadText)),
        Member("get_field_i64", Field("an int of 64 bits", TryReadInteger)),
        Member("get_field_f64", Field("a number", TryReadNumber)),
        Member("get_field_bool", Field("a bool", TryReadBoolean)),
        Member("has_param", (string name) => TryFindParameter(name, out _)),
        Member("get_param_string", Parameter("a string", TryReadText)),
        Member("get_param_i64", Parameter("an int of 64 bits", TryReadInteger)),
        Member("get_param_f64", Parameter("a number", TryReadNumber)),
        Member("get_param_bool", Parameter("a bool", TryReadBoolean)),
        Member("get_document_id", () => Document().Id ?? ""),
        Member("get_score", () => Document().Score),
        Member("log", (string message) => _log?.WriteLine(Encoding.UTF8.GetBytes(message))),
    ];

    private static KeyValuePair<string, object?> Member(string name, Delegate function) => new(name, function);

    private Getter Field(string wanted, Reader read) => (string name, PythonObject? @default = null) =>
        TryFindField(name, out JsonElement value) ? Read(value, read, "field", name, wanted) : Otherwise(name, @default);

    private Getter Parameter(string wanted, Reader read) => (string name, PythonObject? @default = null) =>
        TryFindParameter(name, out JsonElement value) ? Read(value, read, "parameter", name, wanted) : Otherwise(name, @default);

    private static object? Read(JsonElement value, Reader read, string what, string name, string wanted) =>
        read(value, out object? result) ? result : throw new PythonException("TypeError", $"{what} '{name}' is not {wanted}");

    // Goes back as it came; it is let go of when it has.
    private PythonObject Otherwise(string name, PythonObject? otherwise)
    {
        if (otherwise is null)
            throw new PythonException("KeyError", name);
        _defaults.Add(otherwise);
        return otherwise;
    }

    private UdfDocument Document() => _document ?? throw new PythonException(
        "RuntimeError", "there is no document yet: the statements of the source run once, before any call; ask in the function");

    private bool TryFindField(string name, out JsonElement value)
    {
        value = default;
        UdfDocument document = Document();
        return name.Length <= MaximumNameLength && PathOf(name).TryFind(document.Source, out value);
    }

    private bool TryFindParameter(string name, out JsonElement value)
    {
        Document();
        return _parameters.TryFind(name, out value);
    }

    private FieldPath PathOf(string name)
    {
        if (_paths.TryGetValue(name, out FieldPath? known))
            return known;
        FieldPath path = FieldPath.Parse(name);
        if (_paths.Count < MaximumPaths)
            _paths.Add(name, path);
        return path;
    }

    private static bool TryReadText(JsonElement value, out object? result)
    {
        bool isText = JsonText.TryRead(value, out ReadOnlySpan<byte> utf8);
        result = isText ? Encoding.UTF8.GetString(utf8) : null;
        return isText;
    }

    private static bool TryReadInteger(JsonElement value, out object? result)
    {
        bool isInteger = JsonScalars.ReadInteger(value, out long integer) == FieldStatus.Ok;
        result = integer;
        return isInteger;
    }

    private static bool TryReadNumber(JsonElement value, out object? result)
    {
        bool isNumber = JsonScalars.ReadNumber(value, out double number) == FieldStatus.Ok;
        result = number;
        return isNumber;
    }

    private static bool TryReadBoolean(JsonElement value, out object? result)
    {
        bool isBoolean = JsonScalars.ReadBoolean(value, out bool truth) == FieldStatus.Ok;
        result = truth;
        return isBoolean;
    }
}
