using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Krait.Search.Tests.Testing;
using Krait.Udf;

namespace Krait.Search.Tests;

/// <summary>Broken variants of good requests: whatever comes, the answer is a result or a refusal, never another failure.</summary>
public sealed class HostileTests : IDisposable
{
    private const int VariantsPerRequest = 400;

    private static readonly string[] s_searches =
    [
        "{'query':{'bool':{'must':[{'match':{'t':{'query':'red shoes','operator':'and','boost':2}}}],'should':[{'term':{'n':5}}],'minimum_should_match':'50%'}},'size':3}",
        "{'query':{'multi_match':{'query':'red','fields':['t^2','*'],'type':'best_fields','tie_breaker':0.3}},'sort':[{'n':{'order':'desc','missing':'_first'}},'_score']}",
        "{'query':{'range':{'n':{'gte':1,'lt':'9'}}},'_source':{'includes':['a*','t'],'excludes':['b.c']},'track_total_hits':2,'timeout':'10s'}",
        "{'query':{'constant_score':{'filter':{'terms':{'n':[1,2,'3',true]}},'boost':1.5}},'from':1,'min_score':0.5}",
        "{'query':{'wildcard':{'t':{'value':'r?d*','case_insensitive':true}}},'script_fields':{'x':{'wasm_udf':{'name':'f','parameters':{'p':1}}}}}",
        "{'query':{'wasm_udf':{'name':'f','version':'1.0.0','parameters':{'q':'x'},'on_error':'default','default':false}}}",
        "{'query':{'bool':{'filter':[{'ids':{'values':['1','2']}},{'exists':{'field':'o.x'}},{'prefix':{'t':'re'}}],'must_not':{'match_phrase':{'t':'red \\u00e9'}}}}}",
    ];

    private static readonly string[] s_bulks =
    [
        "{'index':{'_id':'1'}}\n{'t':'red','n':1,'o':{'x':[1,{'y':null}]}}\n{'update':{'_id':'1'}}\n{'doc':{'n':2}}\n{'delete':{'_id':'1'}}\n",
        "{'create':{'_index':'other','_id':7}}\n{'d':'2024-01-01','f':1.5e3,'b':true}\n{'update':{'_id':'z'}}\n{'doc':{},'doc_as_upsert':true}\n",
    ];

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\", "null", "true", "-1", "1e999", "99999999999999999999999", "0.0000000000001", "''", "\\u0000", "\\ud800", "*", "%", "\n", "\0",
        "{\"match_all\":{}}", "[[[[", "\"_index\"", "^", "\u00e9", "\U0001F600", "NaN", "//",
    ];

    private readonly TestStore _store = new();

    public HostileTests()
    {
        _store.Udfs["f"] = (document, _) => UdfValue.FromInteger(document.Id.Length);
        for (int n = 0; n < 10; n++)
            _store.Put("d" + n, $"{{'t': 'red shoes number {n}', 'n': {n}, 'o': {{'x': {n}}}, 'a1': 'v', 'b': {{'c': 1}}}}");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void AnswersOrRefusesEveryBrokenSearch()
    {
        int refused = Try(s_searches, body => _store.Store.Search("t", body, CancellationToken.None));
        Assert.InRange(refused, s_searches.Length * VariantsPerRequest / 2, (s_searches.Length * VariantsPerRequest) - 1);
    }

    [Fact]
    public void WritesOrRefusesEveryBrokenBulk()
    {
        int refused = Try(s_bulks, body => _store.Store.Bulk("t", body));
        Assert.InRange(refused, 1, (s_bulks.Length * VariantsPerRequest) - 1);
        _store.Reopen();
        Assert.Equal(_store.Store.DescribeIndex("t").Documents, _store.Search("{'size': 0}").Total!.Value);
    }

    [Fact]
    public void CreatesOrRefusesEveryBrokenIndex()
    {
        int name = 0;
        string[] mappings = ["{'mappings':{'dynamic':'strict','properties':{'a':{'type':'text','fields':{'keyword':{'type':'keyword'}}},'o':{'properties':{'b':{'type':'date'}}}}}}"];
        Assert.InRange(Try(mappings, body => _store.Store.CreateIndex("i" + name++, body)), 1, VariantsPerRequest);
    }

    /// <summary>Sends variants of requests; the number of refused ones.</summary>
    private static int Try(IEnumerable<string> requests, Action<ReadOnlyMemory<byte>> send)
    {
        var random = new Random(20260117);
        int refused = 0;
        foreach (byte[] request in requests.Select(text => Encoding.UTF8.GetBytes(text.Replace('\'', '"'))))
        {
            for (int i = 0; i < VariantsPerRequest; i++)
            {
                byte[] variant = Break(request, random);
                try
                {
                    send(variant);
                }
                catch (SearchException)
                {
                    refused++;
                }
                catch (Exception error)
                {
                    Assert.Fail($"{Encoding.UTF8.GetString(variant)}\n{error}");
                }
            }
        }

        return refused;
    }

    private static byte[] Break(byte[] request, Random random)
    {
        var bytes = new List<byte>(request);
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 12), bytes.Count - at));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    int length = Math.Min(random.Next(1, 20), bytes.Count - at);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)'{');
        }

        return [.. bytes];
    }
}
