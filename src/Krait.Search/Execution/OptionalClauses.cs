using System.Collections.Generic;

namespace Krait.Search.Execution;

/// <summary>
/// The optional clauses of a bool: how many matched each document, and the sum of their scores.
/// Kept as running totals, because a thousand clauses may each match every document.
/// </summary>
internal sealed class OptionalClauses
{
    private Matches _counts = Matches.None;
    private Matches _scores = Matches.None;

    public void Add(Matches clause)
    {
        _counts = _counts.Or(Matches.OfSorted(clause.Docs, score: 1), static (a, b) => a + b);
        _scores = _scores.Or(clause, static (a, b) => a + b);
    }

    /// <summary>The documents that at least this many of the clauses matched, in order; all documents of any clause for 1, none for more than there are.</summary>
    public long[] WithAtLeast(int required)
    {
        var docs = new List<long>();
        for (int i = 0; i < _counts.Count; i++)
        {
            if (required <= _counts.ScoreAt(i))
                docs.Add(_counts.Docs[i]);
        }

        return [.. docs];
    }

    /// <summary>The documents with the scores of the clauses that matched them added.</summary>
    public Matches AddScores(Matches found)
    {
        var result = new Matches.Builder(found.Count);
        int j = 0;
        for (int i = 0; i < found.Count; i++)
        {
            long doc = found.Docs[i];
            while (j < _scores.Count && _scores.Docs[j] < doc)
                j++;
            bool matched = j < _scores.Count && _scores.Docs[j] == doc;
            result.Add(doc, found.ScoreAt(i) + (matched ? _scores.ScoreAt(j) : 0));
        }

        return result.Build();
    }
}
