namespace Krait.Search.Execution;

/// <summary>Counts what an answer holds, so that a page of ten thousand large documents is refused before it fills the memory.</summary>
internal sealed class ResponseBudget(long maximumBytes)
{
    private long _spentBytes;

    /// <summary>Counts something that goes into the answer.</summary>
    /// <exception cref="SearchException">The answer would be too large.</exception>
    public void Spend(long bytes)
    {
        _spentBytes += bytes;
        if (maximumBytes < _spentBytes)
        {
            throw new SearchException(
                SearchErrorKind.IllegalArgument,
                $"an answer has at most {maximumBytes} bytes of documents and computed fields, more found; ask for fewer hits or for parts of _source");
        }
    }
}
