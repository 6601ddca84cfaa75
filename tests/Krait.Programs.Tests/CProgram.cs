using System.IO;
using System.Text;
using Krait.Runtime;
using Krait.Testing;
using Krait.Testing.Programs;
using Krait.Wasi;

namespace Krait.Programs.Tests;

/// <summary>One program of tests/cases/c, run as a guest and as a native program in the same circumstances.</summary>
internal sealed class CProgram(string source, params string[] flags)
{
    private static readonly Engine s_engine = TestEngine.New();

    // What a guest may use of its thread, so that programs go as deep as natively; the thread has more.
    private const int GuestStackBytes = 16 << 20;

    /// <summary>Arguments after the program's name.</summary>
    public string[] Arguments { get; init; } = [];

    /// <summary>Environment variables as <c>NAME=value</c>.</summary>
    public string[] Environment { get; init; } = [];

    /// <summary>Standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Limits of the guest.</summary>
    public CallLimits Limits { get; init; } = new() { StackBytes = GuestStackBytes };

    /// <summary>The engine; that of this run of the tests unless set.</summary>
    public Engine Engine { get; init; } = s_engine;

    /// <summary>Runs the guest with an empty folder as its working folder.</summary>
    /// <exception cref="TrapException">It trapped.</exception>
    public ProgramRun RunAsGuest(IFileSystem files)
    {
        using CompiledModule module = Engine.Compile(ClangToolchain.CompileCase(source, flags));
        using MemoryStream output = new();
        using MemoryStream errors = new();
        using MemoryStream input = new(Encoding.Latin1.GetBytes(Input));
        WasiOptions options = new()
        {
            Arguments = ["program", .. Arguments],
            Environment = [.. Environment],
            Mounts = [new WasiMount(".", files)],
            Input = input,
            Output = output,
            Error = errors,
        };
        using WasiHost host = new(options);
        int exitCode = GuestThread.Run(() => Start(module, host));
        return new ProgramRun(exitCode, Encoding.Latin1.GetString(output.ToArray()), Encoding.Latin1.GetString(errors.ToArray()));
    }

    /// <summary>Compiles the same source with the machine's compiler and runs it in an empty folder.</summary>
    public ProgramRun RunNatively()
    {
        string folder = Directory.CreateTempSubdirectory("krait-native-").FullName;
        try
        {
            string executable = Path.Combine(folder, "program");
            NativeToolchain.Compile([Path.Combine(ClangToolchain.CaseFolder, source)], executable);
            string box = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
            CommandRun run = CommandRun.Of(executable, Arguments, box, Input, Environment);
            return new ProgramRun(run.ExitCode, run.Output, run.Errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private int Start(CompiledModule module, WasiHost host)
    {
        using Instance instance = new Linker(Engine).DefineWasi(host).Instantiate(module, new InstanceOptions { Limits = Limits });
        try
        {
            instance.GetAction("_start")();
            return 0;
        }
        catch (GuestExitException exit)
        {
            return exit.ExitCode;
        }
    }
}
