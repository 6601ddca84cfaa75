using System;

namespace Krait.Guests.Errors;

// A guest decides how long names, texts and tracebacks are, and every exception of a chain has its own.

/// <summary>How much of one exception, with all that come along with it, is still taken to the host.</summary>
internal sealed class ErrorBudget
{
    private const int MaximumCharacters = 1 << 20;
    private const int MaximumFrames = 5 * PythonException.MaximumFrames;

    private int _related = PythonException.MaximumRelated;

    /// <summary>Characters of names, texts and sources.</summary>
    public int CharactersLeft { get; private set; } = MaximumCharacters;

    /// <summary>Frames of all exceptions together.</summary>
    public int FramesLeft { get; private set; } = MaximumFrames;

    /// <summary>Takes one more exception, if it may come along.</summary>
    public bool TryTakeRelated()
    {
        if (_related == 0)
            return false;
        _related--;
        return true;
    }

    public void TakeCharacters(int count) => CharactersLeft = Math.Max(0, CharactersLeft - count);

    public void TakeFrames(int count) => FramesLeft = Math.Max(0, FramesLeft - count);
}
