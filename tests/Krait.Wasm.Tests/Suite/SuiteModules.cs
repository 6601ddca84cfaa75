using System.Collections.Generic;
using Krait.Testing.Wast;

namespace Krait.Wasm.Tests.Suite;

// The modules of the official suite that are valid with what Krait supports, and where they stand.
internal static class SuiteModules
{
    public sealed record Item(string Place, Module Module);

    public static IEnumerable<Item> Valid()
    {
        foreach (var file in SuiteFolder.FileNames)
        {
            foreach (var command in ScriptReader.ReadFile(SuiteFolder.PathOf(file)))
            {
                var script = command switch
                {
                    ModuleCommand module => module.Module,
                    AssertModuleTrap module => module.Module,
                    AssertUnlinkable module => module.Module,
                    _ => null,
                };
                if (script is not null && Read(script) is { } valid)
                    yield return new Item($"{file}:{command.Line}", valid);
            }
        }
    }

    // Whether a module is valid without some features.
    public static bool IsValidWithout(WasmFeatures features, Module module)
    {
        try
        {
            ModuleValidator.Validate(module, WasmFeatures.Supported & ~features);
            return true;
        }
        catch (InvalidModuleException)
        {
            return false;
        }
    }

    // What is refused is the concern of SuiteTests.
    private static Module? Read(ScriptModule script)
    {
        try
        {
            return ModuleValidator.Validate(script.Read()).Module;
        }
        catch (KraitException)
        {
            return null;
        }
    }
}
