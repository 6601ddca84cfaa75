using Krait.Conformance.Judges;
using Krait.Testing;

namespace Krait.Conformance;

/// <summary>
/// The runtime library under CPython, over emulated memory: every function against the built-in it stands for.
/// This finds an error in the library without the compiler having a part in it.
/// </summary>
public sealed class LibraryTests
{
    [Theory]
    [InlineData("cases")]
    [InlineData("floats")]
    [InlineData("ints")]
    [InlineData("lists")]
    [InlineData("powers")]
    [InlineData("strings")]
    [InlineData("texts")]
    public void AgreesWithCPython(string area)
    {
        Assert.SkipUnless(CPython.IsPresent, "python3 is not on the PATH");
        string checker = RepositoryRoot.File("tests", "cases", "python", "library", "check_library.py");
        string report = Tool.Run("python3", [checker, RepositoryRoot.File("src", "Krait.Python", "Library"), area]);
        Assert.Matches($@"\A{area}: [1-9]\d* checks, 0 different\n\z", report);
    }

    [Fact]
    public void HasTheTablesThatTheGeneratorWrites()
    {
        Assert.SkipUnless(CPython.IsPresent, "python3 is not on the PATH");
        Assert.SkipUnless(CPython.HasTheTablesUnicode, "this python3 has another version of Unicode");
        string committed = System.IO.File.ReadAllText(RepositoryRoot.File("src", "Krait.Python", "Library", "tables.py"));
        string written = Tool.Run("python3", [RepositoryRoot.File("tools", "UnicodeTables", "generate.py"), "-"]);
        Assert.Equal(committed, written);
    }
}
