using System;
using System.Collections.Generic;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// Runs what a script says about modules and leaves out what it says about execution.
internal static class SuiteRun
{
    public static IEnumerable<SuiteFailure> Run(string file)
    {
        foreach (var command in ScriptReader.ReadFile(SuiteFolder.PathOf(file)))
        {
            var failure = command switch
            {
                ModuleCommand module => Check(module.Module),
                AssertModuleTrap module => Check(module.Module),
                AssertUnlinkable module => Check(module.Module),
                AssertInvalid invalid => Refusals.Check<InvalidModuleException>(invalid.Module, invalid.Message),
                AssertMalformed malformed => Refusals.Check<MalformedModuleException>(malformed.Module, malformed.Message),
                _ => null,
            };
            if (KnownGaps.IsOutdated($"{file}:{command.Line}"))
                failure = failure is null ? new SuiteFailure("passes although it is on the list of outdated commands") : null;
            if (failure is not null)
                yield return failure with { Text = $"{file}:{command.Line}: {failure.Text}" };
        }
    }

    private static SuiteFailure? Check(ScriptModule script)
    {
        try
        {
            var module = script.Read();
            ModuleValidator.Validate(module);
            var bytes = ModuleEncoder.Encode(module);
            var again = ModuleDecoder.Decode(bytes);
            ModuleValidator.Validate(again);
            if (!ModuleEncoder.Encode(again).AsSpan().SequenceEqual(bytes))
                return new SuiteFailure("encoding what was decoded gives other bytes");
            if (script.Kind == ScriptModuleKind.Binary)
                bytes = ModuleEncoder.Encode(TextParser.Parse(ModulePrinter.Print(again)));
            return CheckText(ModuleDecoder.Decode(bytes), bytes);
        }
        catch (InvalidModuleException error)
        {
            return new SuiteFailure($"a good module is refused: {error.Message}", error.MissingFeature);
        }
        catch (KraitException error)
        {
            return new SuiteFailure($"a good module is refused: {error.Message}");
        }
    }

    // Text says all there is in a module, names and custom sections included. A binary may write numbers longer than needed,
    // so its first way through text only makes it as short as it can be.
    private static SuiteFailure? CheckText(Module module, byte[] bytes)
    {
        foreach (var layout in Enum.GetValues<CodeLayout>())
        {
            var text = ModulePrinter.Print(module, new PrintOptions(layout));
            if (!ModuleEncoder.Encode(TextParser.Parse(text)).AsSpan().SequenceEqual(bytes))
                return new SuiteFailure($"parsing the {layout} text gives other bytes: {text}");
        }

        return null;
    }
}
