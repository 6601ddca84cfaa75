using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>What <c>krait inspect</c> says of a module. The names are those of its JSON output.</summary>
internal sealed record ModuleReport(
    string File,
    int SizeBytes,
    ImmutableArray<SectionRow> Sections,
    ImmutableArray<string> Types,
    ImmutableArray<ImportRow> Imports,
    ImmutableArray<ExportRow> Exports,
    int Functions,
    int CodeBytes,
    ImmutableArray<FunctionRow> LargestFunctions)
{
    private const int LargestShown = 10;

    /// <summary>Reads a module; a .wat file is measured as the binary it becomes.</summary>
    public static ModuleReport Create(InputFile input)
    {
        Module module = input.DecodeModule();
        byte[] binary = input.Kind == InputKind.WasmText ? ModuleEncoder.Encode(module) : input.Bytes;
        return new ModuleReport(
            input.Name,
            binary.Length,
            [.. ModuleSections.Measure(binary).Select(static section => new SectionRow(section.Name, section.SizeBytes))],
            [.. module.Types.Select(static type => type.Composite.ToString() ?? string.Empty)],
            [.. module.Imports.Select(import => new ImportRow(import.ModuleName, import.Name, Word(import.Type.Kind), Describe(module, import.Type)))],
            [.. module.Exports.Select(export => new ExportRow(export.Name, Word(export.Kind), Describe(module, export)))],
            module.Functions.Length,
            module.Functions.Sum(static function => function.Body.Code.Length),
            Largest(module));
    }

    private static ImmutableArray<FunctionRow> Largest(Module module)
    {
        var names = new FunctionNames(module);
        return
        [
            .. module.Functions
                .Select((function, index) => new FunctionRow(names[module.ImportedFunctionCount + index], function.Body.Code.Length))
                .OrderByDescending(static row => row.CodeBytes)
                .Take(LargestShown),
        ];
    }

    private static string Describe(Module module, Export export) => export.Kind switch
    {
        ExternalKind.Function => module.FunctionTypeOf(export.Index).ToString() ?? string.Empty,
        ExternalKind.Table => module.TableTypes[export.Index].ToString(),
        ExternalKind.Memory => module.MemoryTypes[export.Index].ToString(),
        ExternalKind.Global => module.GlobalTypes[export.Index].ToString(),
        _ => module.TagTypes[export.Index].ToString(),
    };

    private static string Describe(Module module, ExternalType type) =>
        (type is FunctionReference function ? module.FunctionTypeAt(function.TypeIndex).ToString() : type.ToString()) ?? string.Empty;

    private static string Word(ExternalKind kind) => kind.ToString().ToLowerInvariant();
}

/// <summary>One section of a module.</summary>
internal sealed record SectionRow(string Name, int SizeBytes);

/// <summary>One import.</summary>
internal sealed record ImportRow(string Module, string Name, string Kind, string Type);

/// <summary>One export.</summary>
internal sealed record ExportRow(string Name, string Kind, string Type);

/// <summary>One function's share of the code.</summary>
internal sealed record FunctionRow(string Name, int CodeBytes);
