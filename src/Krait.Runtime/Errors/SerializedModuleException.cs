using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>
/// What was given as a compiled module is none, is damaged, or was compiled for another engine, runtime or settings. Compiling
/// the module again helps.
/// </summary>
public sealed class SerializedModuleException : KraitException
{
    internal SerializedModuleException(string message)
        : base(message)
    {
    }

    internal static SerializedModuleException Damaged(string problem) =>
        new($"the compiled module is damaged: {problem}; compile the module again");
}
