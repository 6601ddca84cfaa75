using System.Reflection.Emit;

namespace Krait.Runtime.IlCompiler;

// A delegated exception is noted down, as the number of the try that is to see it, and the filters between let it pass. The methods
// of a split function see the same exception pass, so for them the note is in the frame that they share.
internal sealed partial class FunctionCompiler
{
    private LocalBuilder? _skipTo;

    /// <summary>Code begins with no delegated exception under way.</summary>
    private void EmitNoSkip()
    {
        if (!_scan.Tries.HasSkips)
            return;
        _skipTo = _split is null ? _frame.Declare(typeof(int)) : null;
        SetSkip(0);
    }

    // An exception that is on its way to a try further out stays so.
    private void EmitDelegation(int skipTo, Label no)
    {
        EmitSkip();
        _il.Emit(OpCodes.Brtrue, no);
        SetSkip(skipTo);
    }

    private void SetSkip(int skipTo)
    {
        if (_skipTo is null)
        {
            _frame.EmitCell(FrameCells.SkipOffset);
            _il.Emit(OpCodes.Ldc_I4, skipTo);
            _il.Emit(OpCodes.Stind_I4);
            return;
        }

        _il.Emit(OpCodes.Ldc_I4, skipTo);
        _il.Emit(OpCodes.Stloc, _skipTo);
    }

    private void EmitSkip()
    {
        if (_skipTo is not null)
        {
            _il.Emit(OpCodes.Ldloc, _skipTo);
            return;
        }

        _frame.EmitCell(FrameCells.SkipOffset);
        _il.Emit(OpCodes.Ldind_I4);
    }
}
