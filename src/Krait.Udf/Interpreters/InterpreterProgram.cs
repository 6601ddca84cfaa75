using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Guests;
using Krait.Runtime;
using Krait.Udf.Execution;

namespace Krait.Udf.Interpreters;

/// <summary>A version that an interpreter runs: its image after the source's statements, from which each call begins.</summary>
internal sealed class InterpreterProgram : UdfProgram
{
    private readonly PreparedSource _prepared;

    public InterpreterProgram(UdfRecord record, PreparedSource prepared, StatisticsCollector statistics)
        : base(record, SignatureOf(record, prepared), statistics)
    {
        _prepared = prepared;
        Errors = new InterpreterErrors(prepared.Source, record);
    }

    public InterpreterErrors Errors { get; }

    public SourceSignature Signature => _prepared.Signature;

    public PythonImage Image => _prepared.Image;

    public InterpreterFacts Facts => _prepared.Facts;

    // The source may ask in any way, so a name that nobody declares is refused only where it cannot ask at all.
    public override bool ReadsParameters => _prepared.Source.Text.Contains("param", StringComparison.Ordinal) || _prepared.Source.Text.Contains("krait", StringComparison.Ordinal);

    public override long SizeBytes => _prepared.Image.SizeBytes;

    public override UdfInstance Start(ArgumentBinding binding, LogBuffer log, CallLimits limits) => InterpreterInstance.Create(this, binding, log, limits);

    public override UdfException Map(Exception error, UdfInstance? instance) => Errors.Map(error);

    protected override void Free() => _prepared.Dispose();

    // A function that takes nothing asks for its values through host calls.
    private static EntrySignature SignatureOf(UdfRecord record, PreparedSource prepared)
    {
        ImmutableArray<EntryParameter> declared = EntryResolver.Declared(record.Metadata);
        if (prepared.Signature.Parameters.IsEmpty)
            return new EntrySignature(record.FunctionName, [], declared);

        if (declared.Length != prepared.Signature.Parameters.Length)
            throw new UdfException(
                UdfErrorCode.InvalidParameters,
                $"{record.FunctionName} takes {prepared.Signature.Parameters.Length} parameters ({string.Join(", ", prepared.Signature.Parameters)}), and {declared.Length} are declared: "
                    + string.Join(", ", declared.Select(parameter => parameter.Name)))
            {
                Scope = UdfErrorScope.Request,
            };
        return new EntrySignature(record.FunctionName, declared, declared);
    }
}
