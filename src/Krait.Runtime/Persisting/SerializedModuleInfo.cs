using System.IO;
using Krait.Runtime.Persisting;

namespace Krait.Runtime;

/// <summary>What a compiled module says about itself.</summary>
/// <param name="MetersFuel">The engine that loads it must have been made with the same <see cref="EngineOptions.MeterFuel"/>.</param>
/// <param name="HasMachineCode">Whether it was compiled ahead of time to machine code.</param>
public sealed record SerializedModuleInfo(bool MetersFuel, bool HasMachineCode)
{
    /// <summary>Looks at the end of a file; neither reads nor checks the rest.</summary>
    /// <param name="path">Any file.</param>
    /// <returns>Null where the file is no compiled module.</returns>
    /// <exception cref="SerializedModuleException">It is one, and its end is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SerializedModuleInfo? ReadFile(string path) => SerializedModule.ReadInfo(path);
}
