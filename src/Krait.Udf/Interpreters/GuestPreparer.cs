using System;
using System.Threading;
using Krait.Guests;

namespace Krait.Udf.Interpreters;

/// <summary>Prepares them as <c>krait guests prepare</c> does.</summary>
internal sealed class GuestPreparer : IInterpreterPreparer
{
    public bool IsPrepared(PythonInterpreter interpreter) => PythonGuests.IsPrepared(interpreter);

    public void Prepare(PythonInterpreter interpreter, IProgress<PreparationProgress> progress, CancellationToken cancellationToken) =>
        PythonGuests.Prepare(interpreter, progress, cancellationToken);
}
