using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using Krait.Udf.Host;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Execution;

/// <summary>
/// Where each argument of one batch comes from: query parameter first, then document field, then default. What can be
/// checked without a document is checked when the batch opens.
/// </summary>
internal sealed class ArgumentBinding
{
    private readonly EntrySignature _entry;
    private readonly ImmutableArray<JsonElement> _constants; // undefined where the document decides

    private ArgumentBinding(EntrySignature entry, ParameterSet parameters, ImmutableArray<JsonElement> constants)
    {
        _entry = entry;
        Parameters = parameters;
        _constants = constants;
    }

    /// <summary>The parameters as host calls see them: those of the query and declared defaults.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Binds the query's parameters.</summary>
    /// <param name="program">The version to call.</param>
    /// <param name="parameters">The query's parameters.</param>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>: one is missing, unknown or of the wrong type.</exception>
    public static ArgumentBinding Bind(UdfProgram program, ParameterSet parameters)
    {
        EntrySignature entry = program.Entry;
        CheckNames(program, parameters);
        foreach (EntryParameter declared in entry.Declared)
            parameters = CheckDeclared(declared, entry, parameters);

        var constants = ImmutableArray.CreateBuilder<JsonElement>(entry.Arguments.Length);
        foreach (EntryParameter argument in entry.Arguments)
        {
            parameters.TryFind(argument.Name, out JsonElement value);
            constants.Add(value);
        }

        return new ArgumentBinding(entry, parameters, constants.MoveToImmutable());
    }

    /// <summary>Finds what one argument gets for a document.</summary>
    /// <param name="index">The argument's place.</param>
    /// <param name="document">The document.</param>
    /// <param name="isField">Whether the document gives it, so that its type is not checked yet.</param>
    /// <returns>The value; undefined where the function's own default is left to use.</returns>
    /// <exception cref="UdfException">The document has none, and there is no default.</exception>
    public JsonElement Find(int index, in UdfDocument document, out bool isField)
    {
        isField = false;
        if (_constants[index].ValueKind != JsonValueKind.Undefined)
            return _constants[index];

        EntryParameter argument = _entry.Arguments[index];
        isField = argument.Path.TryFindOrNull(document.Source, out JsonElement value) && IsValueFor(argument, value);
        if (isField)
            return value;

        return argument.HasDefault || !argument.IsRequired ? argument.Default : throw Missing(argument);
    }

    /// <summary>A document's field has the wrong type.</summary>
    public static UdfException WrongField(EntryParameter argument, JsonElement value)
    {
        string hint = argument.Type.Kind == UdfTypeKind.Int64 && JsonScalars.Describe(value) == "float" ? "; annotate it float or store an integer" : "";
        return GuestError.Raise(
            "TypeError",
            $"parameter '{argument.Name}' takes {argument.Type.PythonName}, and field '{argument.Path}' is {JsonScalars.Describe(value)}{hint}");
    }

    /// <summary>Nothing gives an argument's value. The place of the function is added where the error is mapped.</summary>
    public static UdfException Missing(EntryParameter argument)
    {
        string message = $"parameter '{argument.Name}' has no value: the query gives no parameter '{argument.Name}', the document has no field "
            + $"'{argument.Path}', and there is no default; give one of the three";
        return new UdfException(UdfErrorCode.InvalidParameters, message) { Traceback = new PythonTraceback("TypeError", message, []) };
    }

    // A name that nothing can read is a mistake of the caller, not something to drop.
    private static void CheckNames(UdfProgram program, ParameterSet parameters)
    {
        EntrySignature entry = program.Entry;
        if (program.ReadsParameters && (entry.Declared.IsEmpty || !entry.Arguments.IsEmpty))
            return;

        foreach (string name in parameters.Names)
        {
            if (!entry.Declared.Any(declared => declared.Name == name))
                throw Refuse($"'{program.Record.Name}' takes no parameter '{name}'; {DescribeDeclared(entry)}");
        }
    }

    private static ParameterSet CheckDeclared(EntryParameter declared, EntrySignature entry, ParameterSet parameters)
    {
        bool isArgument = !entry.Arguments.IsEmpty;
        if (parameters.TryFind(declared.Name, out JsonElement value))
        {
            return TypeCheck.Fits(value, declared.Type)
                ? parameters
                : throw Refuse($"parameter '{declared.Name}' takes {declared.Type.PythonName}, not {JsonScalars.Describe(value)}: {Shorten(value)}");
        }

        if (isArgument || !declared.IsRequired)
            return !isArgument && declared.HasDefault ? parameters.With(declared.Name, declared.Default) : parameters;

        throw Refuse($"parameter '{declared.Name}' of type {declared.Type} is required and missing");
    }

    private static string DescribeDeclared(EntrySignature entry) => entry.Declared.IsEmpty
        ? "it reads none"
        : "it takes " + string.Join(", ", entry.Declared.Select(declared => $"'{declared.Name}'"));

    private static string Shorten(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "...";
    }

    private static UdfException Refuse(string message) =>
        new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };

    // Null is a value only where None is; elsewhere it means that the document has none.
    private static bool IsValueFor(EntryParameter argument, JsonElement value) =>
        value.ValueKind != JsonValueKind.Null || argument.Type.Kind is UdfTypeKind.Optional or UdfTypeKind.None or UdfTypeKind.Any;
}
