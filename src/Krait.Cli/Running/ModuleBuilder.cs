using Krait.Wasm;

namespace Krait.Cli.Running;

/// <summary>Any input file as a binary module that has been validated.</summary>
internal static class ModuleBuilder
{
    public static byte[] Build(InputFile input)
    {
        if (input.Kind == InputKind.Python)
            return PythonPrograms.Compile(input).Module.ToArray();
        Module module = input.DecodeModule();
        ModuleValidator.Validate(module);
        return ModuleEncoder.Encode(module);
    }
}
