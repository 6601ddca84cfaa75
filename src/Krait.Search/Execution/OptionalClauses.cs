using System.Collections.Generic;

namespace Krait.Search.Execution;

/// <summary>The optional clauses of a bool: how many matched each document, and the sum of their scores.</summary>
internal sealed class OptionalClauses
{
    private readonly List<Matches> _clauses = [];

    public void Add(Matches clause) => _clauses.Add(clause);

    /// <summary>The documents that at least this many of the clauses matched, in order; all documents of any clause for 1, none for more than there are.</summary>
    public long[] WithAtLeast(int required)
    {
        Matches counts = Matches.None;
        foreach (Matches clause in _clauses)
            counts = counts.Or(Matches.OfSorted(clause.Docs, score: 1), static (a, b) => a + b);
        var docs = new List<long>();
        for (int i = 0; i < counts.Count; i++)
        {
            if (required <= counts.ScoreAt(i))
                docs.Add(counts.Docs[i]);
        }

        return [.. docs];
    }

    /// <summary>The documents with the scores of the clauses that matched them added.</summary>
    public Matches AddScores(Matches found)
    {
        Matches sum = Matches.None;
        foreach (Matches clause in _clauses)
            sum = sum.Or(clause, static (a, b) => a + b);
        var result = new Matches.Builder(found.Count);
        int j = 0;
        for (int i = 0; i < found.Count; i++)
        {
            long doc = found.Docs[i];
            while (j < sum.Count && sum.Docs[j] < doc)
                j++;
            bool matched = j < sum.Count && sum.Docs[j] == doc;
            result.Add(doc, found.ScoreAt(i) + (matched ? sum.ScoreAt(j) : 0));
        }

        return result.Build();
    }
}
