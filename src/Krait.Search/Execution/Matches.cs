using System;

namespace Krait.Search.Execution;

/// <summary>Documents in ascending order of their numbers, each with a score. Operations are merges: linear, no hashing.</summary>
internal sealed class Matches
{
    private static readonly double[] s_noScores = [];

    private readonly double[] _scores;

    private Matches(long[] docs, double[] scores)
    {
        Docs = docs;
        _scores = scores;
    }

    public static Matches None { get; } = new([], s_noScores);

    /// <summary>Ascending and without repetition. Not to be changed.</summary>
    public long[] Docs { get; }

    public int Count => Docs.Length;

    /// <summary>Documents with a score each; the arrays are taken over.</summary>
    public static Matches OfSorted(long[] docs, double[] scores) => new(docs, scores);

    /// <summary>Documents with the same score each; the array is taken over.</summary>
    public static Matches OfSorted(long[] docs, double score)
    {
        if (score == 0)
            return new Matches(docs, s_noScores);
        double[] scores = new double[docs.Length];
        Array.Fill(scores, score);
        return new Matches(docs, scores);
    }

    /// <summary>The score of the document at a place in <see cref="Docs"/>.</summary>
    public double ScoreAt(int index) => _scores.Length == 0 ? 0 : _scores[index];

    /// <summary>The same documents with scores multiplied.</summary>
    public Matches Boosted(double boost)
    {
        if (boost == 1 || _scores.Length == 0)
            return this;
        double[] scores = new double[_scores.Length];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = _scores[i] * boost;
        return new Matches(Docs, scores);
    }

    /// <summary>The same documents without scores.</summary>
    public Matches Unscored() => _scores.Length == 0 ? this : new Matches(Docs, s_noScores);

    /// <summary>Documents in both, scores added.</summary>
    public Matches And(Matches other)
    {
        var result = new Builder(Math.Min(Count, other.Count));
        int i = 0;
        int j = 0;
        while (i < Count && j < other.Count)
        {
            long a = Docs[i];
            long b = other.Docs[j];
            if (a == b)
                result.Add(a, ScoreAt(i) + other.ScoreAt(j));
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return result.Build();
    }

    /// <summary>Documents in either; scores combined where both have the document.</summary>
    public Matches Or(Matches other, Func<double, double, double> combine)
    {
        var result = new Builder(Count + other.Count);
        int i = 0;
        int j = 0;
        while (i < Count || j < other.Count)
        {
            if (j == other.Count || (i < Count && Docs[i] < other.Docs[j]))
            {
                result.Add(Docs[i], ScoreAt(i));
                i++;
            }
            else if (i == Count || other.Docs[j] < Docs[i])
            {
                result.Add(other.Docs[j], other.ScoreAt(j));
                j++;
            }
            else
            {
                result.Add(Docs[i], combine(ScoreAt(i), other.ScoreAt(j)));
                i++;
                j++;
            }
        }

        return result.Build();
    }

    /// <summary>Documents here and not there, scores kept.</summary>
    public Matches Except(ReadOnlySpan<long> others)
    {
        if (others.IsEmpty)
            return this;
        var result = new Builder(Count);
        int j = 0;
        for (int i = 0; i < Count; i++)
        {
            while (j < others.Length && others[j] < Docs[i])
                j++;
            if (j == others.Length || others[j] != Docs[i])
                result.Add(Docs[i], ScoreAt(i));
        }

        return result.Build();
    }

    /// <summary>Collects documents that come in order.</summary>
    internal sealed class Builder(int capacity)
    {
        private readonly long[] _docs = new long[capacity];
        private readonly double[] _scores = new double[capacity];
        private int _count;
        private bool _hasScores;

        public void Add(long doc, double score)
        {
            _docs[_count] = doc;
            _scores[_count++] = score;
            _hasScores |= score != 0;
        }

        public Matches Build() => new(_docs[.._count], _hasScores ? _scores[.._count] : s_noScores);
    }
}
