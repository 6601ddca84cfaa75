using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Testing;
using Krait.Testing.Wast;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>What mutations begin with: generated modules, the project's own .wat cases, and the official suite where it is.</summary>
internal sealed class Corpus
{
    private const int GeneratedPrograms = 40;
    private const int MaximumTextLength = 100_000;

    private Corpus()
    {
        List<Module> modules = [.. Enumerable.Range(1, GeneratedPrograms).SelectMany(seed => ProgramGenerator.Generate((ulong)seed * 7919).Modules)];
        foreach (string path in Directory.GetFiles(RepositoryRoot.File("tests", "cases"), "*.wat", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string text = File.ReadAllText(path);
            if (MaximumTextLength < text.Length)
                continue;
            Texts.Add(text);
            try
            {
                modules.Add(ModuleValidator.Validate(TextParser.Parse(text)).Module);
            }
            catch (KraitException)
            {
                // Cases that are wrong on purpose, or hold several modules, are text and nothing more.
            }
        }

        Modules = modules;
        Binaries = [.. modules.Select(ModuleEncoder.Encode).Where(bytes => bytes.Length < MaximumTextLength)];
        Texts.AddRange(modules.Take(GeneratedPrograms).Select(module => ModulePrinter.Print(module)));
        Scripts =
        [
            .. modules.Take(GeneratedPrograms).Select(ScriptOf),
            .. SuiteFolder.FileNames.Select(name => File.ReadAllText(SuiteFolder.PathOf(name))).Where(text => text.Length < MaximumTextLength),
        ];
        Dice dice = new(1);
        Debuggable = [.. modules.Where(module => !module.Functions.IsEmpty).Take(GeneratedPrograms).Select(module => DebugSections.AddTo(dice, module))];
    }

    /// <summary>Made on first use.</summary>
    public static Corpus Instance { get; } = new();

    public IReadOnlyList<Module> Modules { get; }

    public IReadOnlyList<byte[]> Binaries { get; }

    /// <summary>Modules as text.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>Modules with names and line tables.</summary>
    public IReadOnlyList<Module> Debuggable { get; }

    /// <summary>Scripts: some around generated modules, and the official suite where it is.</summary>
    public IReadOnlyList<string> Scripts { get; }

    private static string ScriptOf(Module module) =>
        ModulePrinter.Print(module)
        + "(module $next definition (func (export \"f\") (result i32) (i32.const 1)))\n(module instance $one $next)\n(register \"m\" $one)\n"
        + "(assert_return (invoke $one \"f\") (either (i32.const 1) (i32.const 2)))\n(assert_trap (invoke \"f0\" (f32.const nan)) \"unreachable\")\n"
        + "(assert_invalid (module quote \"(func (result i32))\") \"type mismatch\")\n(assert_malformed (module binary \"\\00asm\" \"\\01\") \"unexpected end\")\n";
}
