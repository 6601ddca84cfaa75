using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Krait.Testing;

namespace Krait.Guests.Tests;

public class GuestPackagesTests
{
    [Fact]
    public void LockFilePinsEveryPackageByHashAndNamesNoAddress()
    {
        string text = File.ReadAllText(RepositoryRoot.File("guests", "package-lock.json"));
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(text);
        JsonProperty[] packages = [.. document.RootElement.GetProperty("packages").EnumerateObject().Where(static package => package.Name.Length > 0)];
        Assert.NotEmpty(packages);
        Assert.All(packages, static package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
    }
}
