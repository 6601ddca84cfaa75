using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Runtime.Tests.Store;

public sealed class CodeCacheTests : IDisposable
{
    private const string NoModes = "files have no such permissions on Windows";

    private readonly string _root = Directory.CreateTempSubdirectory("krait-cache-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void AModuleIsCompiledOnce()
    {
        SkipWithoutCode();
        CodeCache cache = New();
        Run(cache, 1);
        byte[] first = File.ReadAllBytes(OnlyEntry());

        Run(New(), 1);

        // Compiled again, the assembly would have another identity.
        Assert.Equal(first, File.ReadAllBytes(OnlyEntry()));
    }

    [Fact]
    public void EntriesAreClosedToOthers()
    {
        SkipWithoutCode();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip(NoModes);
            return;
        }

        Run(New(), 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyEntry()));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public void DifferentModulesLimitsAndSettingsHaveDifferentEntries()
    {
        SkipWithoutCode();
        CodeCache cache = New();
        Run(cache, 1);
        Run(cache, 2);
        using Engine metered = TestEngine.New(new EngineOptions { CodeCache = cache, MeterFuel = true });
        metered.Compile(Program(1));
        using Engine engine = TestEngine.New(new EngineOptions { CodeCache = cache });
        engine.Compile(Program(1), CompileLimits.Untrusted);

        Assert.Equal(4, Entries().Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1_000)]
    public void ATruncatedEntryIsReplaced(int length)
    {
        SkipWithoutCode();
        Run(New(), 1);
        byte[] whole = File.ReadAllBytes(OnlyEntry());
        using (FileStream stream = File.OpenWrite(OnlyEntry()))
            stream.SetLength(length);

        Run(New(), 1);

        Assert.Equal(whole.Length, new FileInfo(OnlyEntry()).Length);
    }

    [Fact]
    public void ADamagedEntryIsReplaced()
    {
        SkipWithoutCode();
        Run(New(), 1);
        byte[] bytes = File.ReadAllBytes(OnlyEntry());
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(OnlyEntry(), bytes);

        Run(New(), 1);

        Assert.NotEqual(bytes, File.ReadAllBytes(OnlyEntry()));
    }

    [Fact]
    public void AnEntryOfAnotherModuleIsReplaced()
    {
        SkipWithoutCode();
        CodeCache cache = New();
        Run(cache, 1);
        string first = OnlyEntry();
        Run(cache, 2);
        string second = Entries().Single(path => path != first);
        File.Move(second, first, overwrite: true);

        Run(cache, 1);
    }

    [Fact]
    public void AnEntryThatOthersCouldHaveWrittenIsReplaced()
    {
        SkipWithoutCode();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip(NoModes);
            return;
        }

        Run(New(), 1);
        File.SetUnixFileMode(OnlyEntry(), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Run(New(), 1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyEntry()));
    }

    [Fact]
    public void AnEntryThatIsALinkIsReplaced()
    {
        SkipWithoutCode();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip(NoModes);
            return;
        }

        Run(New(), 1);
        string entry = OnlyEntry();
        string elsewhere = Path.Combine(_root, "elsewhere");
        File.Move(entry, elsewhere);
        File.CreateSymbolicLink(entry, elsewhere);

        Run(New(), 1);

        Assert.Null(new FileInfo(entry).LinkTarget);
    }

    [Fact]
    public void AFolderThatOthersCanReachIsRefused()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip(NoModes);
            return;
        }

        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);

        UnauthorizedAccessException error = Assert.Throws<UnauthorizedAccessException>(New);

        Assert.Contains("chmod 700", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsOpenedLaterIsRefused()
    {
        SkipWithoutCode();
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip(NoModes);
            return;
        }

        CodeCache cache = New();
        Run(cache, 1);
        File.SetUnixFileMode(Folder, (UnixFileMode)0x1FF);

        Assert.Throws<UnauthorizedAccessException>(() => Run(cache, 1));
    }

    [Fact]
    public void AnEntryOfAnotherVersionIsReplaced()
    {
        SkipWithoutCode();
        Run(New(), 1);
        string path = OnlyEntry();
        Persisting.SerializedModule entry = Persisting.SerializedModule.Decode(File.ReadAllBytes(path));
        File.WriteAllBytes(path, (entry with { Key = "krait of yesterday" }).Encode());

        Run(New(), 1);

        Assert.NotEqual("krait of yesterday", Persisting.SerializedModule.Read(path).Key);
    }

    [Fact]
    public void TheEntryNotUsedForLongestGoes()
    {
        SkipWithoutCode();
        Run(New(), 1);
        string first = OnlyEntry();
        long entryBytes = new FileInfo(first).Length;
        CodeCache cache = new(Folder) { MinimumModuleBytes = 0, MaximumBytes = (entryBytes * 5 / 2) + 1_000 };
        Run(cache, 2);
        string second = Entries().Single(path => path != first);
        File.SetLastWriteTimeUtc(first, new DateTime(2020, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(second, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Run(cache, 3);

        Assert.Contains(first, Entries());
        Assert.DoesNotContain(second, Entries());
    }

    [Fact]
    public void UseKeepsAnEntry()
    {
        SkipWithoutCode();
        CodeCache cache = New();
        Run(cache, 1);
        File.SetLastWriteTimeUtc(OnlyEntry(), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Run(cache, 1);

        Assert.True(2020 < File.GetLastWriteTimeUtc(OnlyEntry()).Year);
    }

    [Fact]
    public void AModuleLargerThanTheCacheIsNotKept()
    {
        SkipWithoutCode();
        Run(new CodeCache(Folder) { MinimumModuleBytes = 0, MaximumBytes = 100 }, 1);

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void SmallModulesAreNotKept()
    {
        SkipWithoutCode();
        Run(new CodeCache(Folder), 1);

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void AbandonedFilesGo()
    {
        SkipWithoutCode();
        CodeCache cache = New();
        string abandoned = Path.Combine(Folder, "x.tmp");
        File.WriteAllText(abandoned, "half");
        File.SetLastWriteTimeUtc(abandoned, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Run(cache, 1);

        Assert.False(File.Exists(abandoned));
    }

    [Fact]
    public void ManyWritersOfOneFolderAgree()
    {
        SkipWithoutCode();
        CodeCache[] caches = [New(), New()];

        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => Run(caches[i % 2], i % 3));

        Assert.Equal(3, Entries().Length);
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void InvalidModulesAreNotKept()
    {
        byte[] bytes = ModuleEncoder.Encode(TextParser.Parse("(module (func (result i32)))"));
        using Engine engine = TestEngine.New(new EngineOptions { CodeCache = New() });

        Assert.Throws<InvalidModuleException>(() => engine.Compile(bytes));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    private string Folder => Path.Combine(_root, "code");

    private CodeCache New() => new(Folder) { MinimumModuleBytes = 0 };

    private string[] Entries() => Directory.GetFiles(Folder, "*.krait");

    private string OnlyEntry() => Assert.Single(Entries());

    private static byte[] Program(int number) =>
        ModuleEncoder.Encode(TextParser.Parse($"(module (func (export \"f\") (result i32) (i32.const {number})))"));

    private static void Run(CodeCache cache, int number)
    {
        using Engine engine = TestEngine.New(new EngineOptions { CodeCache = cache });
        using Instance instance = new Linker(engine).Instantiate(engine.Compile(Program(number)));
        Assert.Equal([number], instance.GetFunction("f").Invoke());
    }

    private static void SkipWithoutCode()
    {
        if (TestEngine.IsInterpreter)
            Assert.Skip("the interpreter has no code to keep");
    }
}
