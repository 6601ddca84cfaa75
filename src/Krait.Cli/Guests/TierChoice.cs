using Krait.Cli.Running;
using Krait.Python;

namespace Krait.Cli.Guests;

/// <summary>The tier in which a file runs, and why.</summary>
/// <param name="Tier">Never <see cref="PythonTier.Auto"/>.</param>
/// <param name="Reason">For the user.</param>
/// <param name="Compiled">The module, in tier typed.</param>
internal sealed record TierChoice(PythonTier Tier, string Reason, CompileResult? Compiled)
{
    private const string Asked = "as --tier says";

    /// <summary>Chooses.</summary>
    /// <exception cref="CommandFailure">Tier typed is wanted, and the file does not compile.</exception>
    public static TierChoice Make(PythonTier wanted, InputFile input)
    {
        if (wanted == PythonTier.Typed)
            return new TierChoice(wanted, Asked, PythonPrograms.Compile(input));
        if (wanted != PythonTier.Auto)
            return new TierChoice(wanted, Asked, Compiled: null);
        return PythonPrograms.TryCompile(input, out string refusal) is { } compiled
            ? new TierChoice(PythonTier.Typed, "the typed compiler takes the whole file", compiled)
            : new TierChoice(PythonTier.CPython, "the typed compiler refuses " + refusal, Compiled: null);
    }
}
