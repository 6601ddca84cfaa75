using System;
using System.Collections.Generic;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// Runs what a script says about modules and leaves out what it says about execution.
internal static class SuiteRun
{
    // A command that did not go as the script says; Missing is the feature a refusal named, where that was the reason.
    public sealed record Failure(string Text, WasmFeatures Missing = WasmFeatures.None);

    public static IEnumerable<Failure> Run(string file)
    {
        foreach (var command in ScriptReader.ReadFile(SuiteFolder.PathOf(file)))
        {
            var failure = command switch
            {
                ModuleCommand module => Check(module.Module),
                AssertModuleTrap module => Check(module.Module),
                AssertUnlinkable module => Check(module.Module),
                AssertInvalid invalid => CheckRefused<InvalidModuleException>(invalid.Module, invalid.Message),
                AssertMalformed malformed => CheckRefused<MalformedModuleException>(malformed.Module, malformed.Message),
                _ => null,
            };
            if (KnownGaps.IsOutdated($"{file}:{command.Line}"))
                failure = failure is null ? new Failure("passes although it is on the list of outdated commands") : null;
            if (failure is not null)
                yield return failure with { Text = $"{file}:{command.Line}: {failure.Text}" };
        }
    }

    private static Failure? Check(ScriptModule script)
    {
        try
        {
            var module = script.Read();
            ModuleValidator.Validate(module);
            var bytes = ModuleEncoder.Encode(module);
            var again = ModuleDecoder.Decode(bytes);
            ModuleValidator.Validate(again);
            if (!ModuleEncoder.Encode(again).AsSpan().SequenceEqual(bytes))
                return new Failure("encoding what was decoded gives other bytes");
            if (script.Kind == ScriptModuleKind.Binary)
                bytes = ModuleEncoder.Encode(TextParser.Parse(ModulePrinter.Print(again)));
            return CheckText(ModuleDecoder.Decode(bytes), bytes);
        }
        catch (InvalidModuleException error)
        {
            return new Failure($"a good module is refused: {error.Message}", error.MissingFeature);
        }
        catch (KraitException error)
        {
            return new Failure($"a good module is refused: {error.Message}");
        }
    }

    // Text says all there is in a module, names and custom sections included. A binary may write numbers longer than needed,
    // so its first way through text only makes it as short as it can be.
    private static Failure? CheckText(Module module, byte[] bytes)
    {
        foreach (var layout in Enum.GetValues<CodeLayout>())
        {
            var text = ModulePrinter.Print(module, new PrintOptions(layout));
            if (!ModuleEncoder.Encode(TextParser.Parse(text)).AsSpan().SequenceEqual(bytes))
                return new Failure($"parsing the {layout} text gives other bytes: {text}");
        }

        return null;
    }

    private static Failure? CheckRefused<TException>(ScriptModule script, string message)
        where TException : KraitException
    {
        try
        {
            ModuleValidator.Validate(script.Read());
            return new Failure($"accepted, expected {typeof(TException).Name}: {message}");
        }
        catch (InvalidModuleException error) when (error.MissingFeature != WasmFeatures.None)
        {
            return new Failure($"refused for a missing feature: {error.Message}, expected: {message}", error.MissingFeature);
        }
        catch (TException error)
        {
            // Of text, the specification's words for the kind of error must be there too; it says some of them in two ways.
            return error is not MalformedModuleException { Line: > 0 } malformed || malformed.Reason.Contains(message, StringComparison.Ordinal)
                ? null
                : new Failure($"refused with '{malformed.Reason}', expected '{message}'");
        }
        catch (KraitException error)
        {
            return new Failure($"{error.GetType().Name} {error.Message}, expected {typeof(TException).Name}: {message}");
        }
    }
}
