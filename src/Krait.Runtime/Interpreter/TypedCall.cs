using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>A call of a guest function with statically typed arguments.</summary>
/// <param name="function">The function.</param>
internal abstract unsafe class TypedCall(Function function)
{
    /// <summary>Words for the arguments and results of every delegate shape: 8 vectors, or a tuple of 7.</summary>
    protected const int MaximumWords = 16;

    private readonly int _parameterWords = WordCounts.Of(function.Type.Parameters);
    private readonly int _resultWords = WordCounts.Of(function.Type.Results);

    /// <summary>Enters the store, calls with the words and leaves; the results are in the same place.</summary>
    protected void Run(long* words)
    {
        function.EnterCall();
        try
        {
            FunctionRecord* record = function.Record;
            GuestCall.Run(record->Code, record->Context, words, _parameterWords, words, _resultWords);
        }
        finally
        {
            function.LeaveCall();
        }
    }
}
