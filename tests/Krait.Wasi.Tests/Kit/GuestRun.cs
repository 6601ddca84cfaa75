using System.IO;
using System.Text;
using Krait.Runtime;
using Krait.Testing;
using Krait.Wasm;

namespace Krait.Wasi.Tests;

/// <summary>What came of a guest's <c>_start</c>.</summary>
internal sealed record GuestRun(int ExitCode, string Output, string Error)
{
    private static readonly Engine s_engine = TestEngine.New();

    /// <summary>Compiles a binary module.</summary>
    public static CompiledModule Compile(byte[] module) => s_engine.Compile(ModuleDecoder.Decode(module));

    /// <summary>Compiles a module in the text format.</summary>
    public static CompiledModule Compile(string text) => Compile(s_engine, text);

    /// <summary>Compiles a module in the text format for another engine.</summary>
    public static CompiledModule Compile(Engine engine, string text) => engine.Compile(TextParser.Parse(text));

    /// <summary>Runs a module to its end, with its streams in memory unless the options name others.</summary>
    public static GuestRun Of(CompiledModule module, WasiOptions options, CallLimits? limits = null)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        options = options with
        {
            Output = ReferenceEquals(options.Output, Stream.Null) ? output : options.Output,
            Error = ReferenceEquals(options.Error, Stream.Null) ? error : options.Error,
        };
        using var host = new WasiHost(options);
        using Instance instance = new Linker(s_engine).DefineWasi(host)
            .Instantiate(module, InstanceOptions.Default with { Limits = limits ?? CallLimits.Default });
        int exitCode = 0;
        try
        {
            instance.GetFunction("_start").Invoke();
        }
        catch (GuestExitException exit)
        {
            exitCode = exit.ExitCode;
        }

        return new GuestRun(exitCode, Text(output), Text(error));
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}
