using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Krait.Python.Syntax;

namespace Krait.Python.Tests.Syntax;

/// <summary>Identifiers, character names and normal forms, against CPython's unicodedata.</summary>
public class UnicodeTests
{
    /// <summary>Characters that identifiers may contain since Unicode 15.1.</summary>
    private static readonly HashSet<string> s_newInIdentifiers = ["200c", "200d", "30fb", "ff65"];

    [Fact]
    public void AgreesWithCPythonOnEveryCharacter()
    {
        string[] answer = PythonOracle.Lines("Syntax/unicode_facts.py");
        bool isOlder = Version.Parse(answer[0]) < new Version(15, 1, 0);
        string[] lines = [.. answer.Skip(1).Where(line => !isOlder || !s_newInIdentifiers.Contains(line.Split(' ')[0]))];
        var different = new List<string>();
        foreach (string line in lines)
        {
            // number, whether it starts an identifier, whether it continues one, NFKC form, name
            string[] parts = line.Split(' ', 5);
            int codePoint = int.Parse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            string text = char.ConvertFromUtf32(codePoint);
            string found = string.Join(
                ' ',
                parts[0],
                Flag(CharacterFacts.FindNonIdentifier(text) < 0),
                Flag(CharacterFacts.FindNonIdentifier("a" + text) < 0),
                string.Join(',', IdentifierNormalizer.Normalize(text).EnumerateRunes().Select(rune => rune.Value.ToString("x", CultureInfo.InvariantCulture))),
                CharacterNames.TryFind(parts[4], out int named) && named == codePoint ? parts[4] : "?");
            if (found != line)
                different.Add(line + " / " + found);
        }

        Assert.Empty(different.Take(20));
        Assert.True(100_000 < lines.Length, $"only {lines.Length} characters were compared");
    }

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("a\u0323\u0307", "\u1EA1\u0307")]
    [InlineData("a\u0307\u0323", "\u1EA1\u0307")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD558\u11AB", "\uD55C")]
    [InlineData("\uFB01x", "fix")]
    [InlineData("\u212B", "\u00C5")]
    public void ComposesIdentifiers(string written, string meant) => Assert.Equal(meant, IdentifierNormalizer.Normalize(written));

    [Fact]
    public void TakesTwoSpellingsOfAnIdentifierAsOne()
    {
        var diagnostics = new DiagnosticBag(new SourceText("\uFB01 = 1\nfi = 2\n"));

        Module tree = Parser.Parse(diagnostics.Source, diagnostics);

        Assert.Equal(["fi", "fi"], tree.Body.Cast<Assign>().Select(assign => ((Name)assign.Targets[0]).Id));
    }

    [Theory]
    [InlineData("LINE FEED", 0x0A)]
    [InlineData("bullet", 0x2022)]
    [InlineData("CJK UNIFIED IDEOGRAPH-4E2D", 0x4E2D)]
    [InlineData("HANGUL SYLLABLE HAN", 0xD55C)]
    public void FindsCharactersByName(string name, int codePoint)
    {
        Assert.True(CharacterNames.TryFind(name, out int found));
        Assert.Equal(codePoint, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NOT A NAME")]
    [InlineData("CJK UNIFIED IDEOGRAPH-0041")]
    [InlineData("CJK UNIFIED IDEOGRAPH-4e2d ")]
    [InlineData("HANGUL SYLLABLE")]
    public void FindsNothingByOtherWords(string name) => Assert.False(CharacterNames.TryFind(name, out _));

    private static string Flag(bool value) => value ? "1" : "0";
}
