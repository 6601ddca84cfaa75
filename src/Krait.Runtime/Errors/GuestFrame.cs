namespace Krait.Runtime;

/// <summary>One guest function that was active when an error was raised.</summary>
/// <param name="FunctionIndex">Index in the module's function index space, imports first.</param>
/// <param name="FunctionName">From the name section or an export; <c>func[12]</c> where there is none.</param>
/// <param name="CodeOffset">
/// Bytes from the first instruction of the function's body to the instruction that was executing; -1 if unknown.
/// </param>
public readonly record struct GuestFrame(int FunctionIndex, string FunctionName, int CodeOffset)
{
    /// <summary>A trace keeps at most this many frames, counted from the innermost.</summary>
    public const int MaximumFrames = 1000;
}
