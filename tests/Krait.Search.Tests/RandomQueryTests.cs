using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Search.Tests.Testing;
using Krait.Udf;

namespace Krait.Search.Tests;

/// <summary>Random trees of clauses against a plain reading of what they mean, one document at a time.</summary>
public sealed class RandomQueryTests : IDisposable
{
    private const int Documents = 40;

    private readonly TestStore _store = new();

    public RandomQueryTests()
    {
        for (int n = 0; n < Documents; n++)
            _store.Put(n.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{{'n': {n}, 'm': {n % 5}}}"));
        _store.Udfs["divides"] = static (document, parameters) => UdfValue.FromBoolean(Number(document) % parameters!.Value.GetProperty("by").GetInt32() == 0);
        _store.Udfs["remainder"] = static (document, parameters) => UdfValue.FromInteger(Number(document) % parameters!.Value.GetProperty("by").GetInt32());
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void AgreeWithTheirMeaning()
    {
        var random = new Random(20260118);
        for (int round = 0; round < 400; round++)
        {
            Clause clause = Clause.Random(random, depth: 3);
            SearchResult result = _store.Search($"{{'size': {Documents}, 'query': {clause.Json}}}");
            Dictionary<string, double> found = result.Hits.ToDictionary(hit => hit.Id, hit => hit.Score!.Value);
            for (int n = 0; n < Documents; n++)
            {
                double? expected = clause.Score(n);
                bool isFound = found.TryGetValue(n.ToString(CultureInfo.InvariantCulture), out double score);
                Assert.True(expected is not null == isFound, $"{clause.Json}\ndocument {n} should {(expected is null ? "not " : "")}be found");
                Assert.True(expected is null || Math.Abs(expected.Value - score) < 1e-9, $"{clause.Json}\ndocument {n} should score {expected}, scores {score}");
            }

            Assert.Equal(found.Count, result.Total!.Value);
        }
    }

    private static long Number(UdfDocument document) => document.Source.GetProperty("n").GetInt64();

    /// <summary>A clause as text, and what it means for one document: its score in a scoring place, whether it is true in a filter.</summary>
    private sealed record Clause(string Json, Func<int, double?> Score, Func<int, bool> IsTrue)
    {
        public static Clause Random(Random random, int depth)
        {
            int a = random.Next(Documents);
            int by = random.Next(1, 6);
            switch (random.Next(depth == 0 ? 6 : 10))
            {
                case 0:
                    return Exact($"{{'term': {{'m': {a % 5}}}}}", n => n % 5 == a % 5);
                case 1:
                    return Exact($"{{'range': {{'n': {{'gte': {a}}}}}}}", n => n >= a);
                case 2:
                    return Exact($"{{'ids': {{'values': ['{a}', '{by}']}}}}", n => n == a || n == by);
                case 3:
                    return Exact("{'match_all': {}}", static _ => true);
                case 4:
                    return Exact($"{{'wasm_udf': {{'name': 'divides', 'parameters': {{'by': {by}}}}}}}", n => n % by == 0);
                case 5:
                    return new Clause($"{{'wasm_udf': {{'name': 'remainder', 'parameters': {{'by': {by}}}}}}}", n => n % by, n => n % by != 0);
                case 6:
                    Clause inner = Random(random, depth - 1);
                    return new Clause($"{{'constant_score': {{'filter': {inner.Json}, 'boost': 2}}}}", n => inner.IsTrue(n) ? 2 : null, inner.IsTrue);
                default:
                    return Bool(random, depth);
            }
        }

        private static Clause Exact(string json, Func<int, bool> isTrue) => new(json, n => isTrue(n) ? 1 : null, isTrue);

        private static Clause Bool(Random random, int depth)
        {
            Clause[] Some(int most) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Random(random, depth - 1))];
            Clause[] must = Some(2);
            Clause[] filter = Some(1);
            Clause[] mustNot = Some(1);
            Clause[] should = Some(3);
            int? minimum = random.Next(2) == 0 ? random.Next(should.Length + 1) : null;
            int required = minimum ?? (must.Length + filter.Length == 0 && should.Length > 0 ? 1 : 0);

            bool IsRequired(int n, Func<Clause, bool> ofMust, Func<Clause, bool> ofShould) =>
                must.All(ofMust) && filter.All(clause => clause.IsTrue(n)) && !mustNot.Any(clause => clause.IsTrue(n)) && required <= should.Count(ofShould);
            string List(Clause[] clauses) => $"[{string.Join(',', clauses.Select(clause => clause.Json))}]";
            string tail = minimum is { } given ? $", 'minimum_should_match': {given}" : "";
            return new Clause(
                $"{{'bool': {{'must': {List(must)}, 'filter': {List(filter)}, 'must_not': {List(mustNot)}, 'should': {List(should)}{tail}}}}}",
                n => IsRequired(n, clause => clause.Score(n) is not null, clause => clause.Score(n) is not null)
                    ? must.Concat(should).Sum(clause => clause.Score(n) ?? 0)
                    : null,
                n => IsRequired(n, clause => clause.IsTrue(n), clause => clause.IsTrue(n)));
        }
    }
}
