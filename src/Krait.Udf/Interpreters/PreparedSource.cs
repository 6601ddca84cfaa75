using System;
using System.Collections.Immutable;
using System.Globalization;
using Krait.Guests;
using Krait.Python;
using Krait.Udf.Execution;
using Krait.Udf.Marshalling;
using Krait.Udf.Registry;

namespace Krait.Udf.Interpreters;

/// <summary>A source that an interpreter has read: its image is owned.</summary>
internal sealed class PreparedSource : IDisposable
{
    private const string CheckCPython = """
        (lambda f: 'it is no function' if not callable(f)
            else 'it is a coroutine; define it with def' if getattr(getattr(f, '__code__', None), 'co_flags', 0) & 0x280
            else getattr(getattr(f, '__code__', None), 'co_argcount', 0) if not hasattr(f, '__wrapped__')
            else 0)
        """;

    private const string CheckMicroPython = "(lambda f: 0 if callable(f) else 'it is no function')";

    private PreparedSource(InterpreterFacts facts, SourceText source, SourceSignature signature, PythonImage image)
    {
        Facts = facts;
        Source = source;
        Signature = signature;
        Image = image;
    }

    public InterpreterFacts Facts { get; }

    public SourceText Source { get; }

    public SourceSignature Signature { get; }

    public PythonImage Image { get; }

    /// <summary>Runs the statements of a source and takes the image, under the limits of the UDF.</summary>
    /// <param name="read">The source, and which interpreter is to run it.</param>
    /// <param name="functionName">The entry function.</param>
    /// <param name="limits">The UDF's limits.</param>
    /// <exception cref="UdfException">Its statements fail, reach a limit, or leave no entry function.</exception>
    public static PreparedSource Prepare(InterpreterSource read, string functionName, UdfLimits limits)
    {
        (InterpreterFacts facts, SourceText source, ImmutableArray<string> parameters, _) = read;
        var errors = new InterpreterErrors(source, functionName, limits);
        try
        {
            using PythonSandbox sandbox = PythonSandbox.Create(facts.OptionsFor(limits));
            if (facts.Prelude.Length != 0)
                sandbox.Execute(facts.Prelude, "<krait>");
            var host = new HostModule(ParameterSet.Empty, log: null);
            host.Define(sandbox);
            host.Import(sandbox);
            sandbox.Execute(source.Text, source.Name);
            string check = facts.Interpreter == PythonInterpreter.CPython ? CheckCPython : CheckMicroPython;
            object? checkedAs = sandbox.Evaluate($"({check})(globals().get('{functionName}'))");
            if (checkedAs is string problem)
                throw new UdfException(UdfErrorCode.CompilationFailed, $"'{functionName}' cannot be called when the source has run: {problem}");

            int positional = Convert.ToInt32(checkedAs, CultureInfo.InvariantCulture);
            var signature = new SourceSignature(functionName, parameters, positional);
            return new PreparedSource(facts, source, signature, sandbox.TakeImage());
        }
        catch (InvalidOperationException e)
        {
            throw new UdfException(UdfErrorCode.CompilationFailed, "the source's statements leave something that a copy cannot have: " + e.Message, e);
        }
        catch (Exception e) when (IsGuestError(e))
        {
            throw errors.MapStart(e);
        }
    }

    public void Dispose() => Image.Dispose();

    private static bool IsGuestError(Exception error) => error is not UdfException && EngineErrors.IsGuestError(error);
}
