using System;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// A command that did not go as the script says; Missing is the feature a refusal named, where that was the reason.
internal sealed record SuiteFailure(string Text, WasmFeatures Missing = WasmFeatures.None);

// Modules that a script says must be refused.
internal static class Refusals
{
    public static SuiteFailure? Check<TException>(ScriptModule script, string message)
        where TException : KraitException
    {
        try
        {
            ModuleValidator.Validate(script.Read());
            return new SuiteFailure($"accepted, expected {typeof(TException).Name}: {message}");
        }
        catch (InvalidModuleException error) when (error.MissingFeature != WasmFeatures.None)
        {
            return new SuiteFailure($"refused for a missing feature: {error.Message}, expected: {message}", error.MissingFeature);
        }
        catch (TException error)
        {
            // Of text, the specification's words for the kind of error must be there too; it says some of them in two ways.
            return error is not MalformedModuleException { Line: > 0 } malformed || malformed.Reason.Contains(message, StringComparison.Ordinal)
                ? null
                : new SuiteFailure($"refused with '{malformed.Reason}', expected '{message}'");
        }
        catch (KraitException error)
        {
            return new SuiteFailure($"{error.GetType().Name} {error.Message}, expected {typeof(TException).Name}: {message}");
        }
    }
}
