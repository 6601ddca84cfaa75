using System;
using System.Threading;
using Krait.Guests;

namespace Krait.Udf.Interpreters;

/// <summary>Makes interpreters ready on this machine.</summary>
internal interface IInterpreterPreparer
{
    public bool IsPrepared(PythonInterpreter interpreter);

    /// <summary>Prepares one; fails with whatever says why.</summary>
    public void Prepare(PythonInterpreter interpreter, IProgress<PreparationProgress> progress, CancellationToken cancellationToken);
}
