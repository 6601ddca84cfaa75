using System.Globalization;
using Krait.Cli.Running;
using Spectre.Console;

namespace Krait.Cli.Output;

/// <summary>Prints a module report as tables.</summary>
internal static class ModuleReportPrinter
{
    public static void Print(Terminal terminal, ModuleReport report)
    {
        terminal.Output.WriteLine($"{report.File}: {Bytes(report.SizeBytes)}, {report.Functions} functions, {Bytes(report.CodeBytes)} of code");
        Table sections = New("section", "bytes", "share");
        foreach (SectionRow section in report.Sections)
            sections.AddRow(Markup.Escape(section.Name), Number(section.SizeBytes), Share(section.SizeBytes, report.SizeBytes));
        Write(terminal, "Sections", sections, report.Sections.Length);

        Table types = New("index", "type");
        for (int index = 0; index < report.Types.Length; index++)
            types.AddRow(Number(index), Markup.Escape(report.Types[index]));
        Write(terminal, "Types", types, report.Types.Length);

        Table imports = New("module", "name", "kind", "type");
        foreach (ImportRow import in report.Imports)
            imports.AddRow(Markup.Escape(import.Module), Markup.Escape(import.Name), import.Kind, Markup.Escape(import.Type));
        Write(terminal, "Imports", imports, report.Imports.Length);

        Table exports = New("name", "kind", "type");
        foreach (ExportRow export in report.Exports)
            exports.AddRow(Markup.Escape(export.Name), export.Kind, Markup.Escape(export.Type));
        Write(terminal, "Exports", exports, report.Exports.Length);

        Table functions = New("function", "bytes", "share of code");
        foreach (FunctionRow function in report.LargestFunctions)
            functions.AddRow(Markup.Escape(function.Name), Number(function.CodeBytes), Share(function.CodeBytes, report.CodeBytes));
        Write(terminal, "Largest functions", functions, report.LargestFunctions.Length);
    }

    private static Table New(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (string column in columns)
            table.AddColumn(column);
        return table;
    }

    private static void Write(Terminal terminal, string title, Table table, int rows)
    {
        if (rows == 0)
            return;
        terminal.Output.WriteLine();
        terminal.Output.WriteLine(title);
        terminal.Rich.Write(table);
    }

    private static string Bytes(int count) => Number(count) + " bytes";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) =>
        whole == 0 ? "-" : (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
