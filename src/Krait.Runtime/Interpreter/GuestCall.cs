using System;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

/// <summary>Calls from the host into the interpreter.</summary>
internal static unsafe class GuestCall
{
    /// <summary>Calls what a record stands for, with words.</summary>
    /// <param name="code">The record's code: a <see cref="FunctionEntry"/>, or 0 for a function of the host.</param>
    /// <param name="context">The record's context: a <see cref="GuestContext"/>, or a <see cref="HostBlock"/>.</param>
    /// <param name="arguments">The parameters.</param>
    /// <param name="parameterWords">How many words they take.</param>
    /// <param name="results">Receives the results; may be the same array.</param>
    /// <param name="resultWords">How many words they take.</param>
    public static void Run(nint code, nint context, long* arguments, int parameterWords, long* results, int resultWords)
    {
        if (code != 0)
        {
            Run((FunctionEntry*)code, (GuestContext*)context, arguments, results);
            return;
        }

        Span<long> small = stackalloc long[32];
        int count = Math.Max(parameterWords, resultWords);
        Span<long> words = count <= small.Length ? small : new long[count];
        new ReadOnlySpan<long>(arguments, parameterWords).CopyTo(words);
        fixed (long* first = words)
            HostEntry.Call(context, first);
        words[..resultWords].CopyTo(new Span<long>(results, resultWords));
    }

    private static void Run(FunctionEntry* entry, GuestContext* context, long* arguments, long* results)
    {
        GuestStore store = References.InstanceOf(context->Instance).Store;
        ValueStack stack = ValueStack.Current;
        ValueStack? replaced = null;
        GuestStore? outerStore = stack.Store;
        long* outerLimit = stack.Limit;
        long* start = stack.Top;

        // A guest that a host function calls back lives under the limit of the call that is running. Its first frame goes
        // above those of the caller.
        if (!ReferenceEquals(outerStore, store))
        {
            int bytes = store.Limits.StackBytes;
            if (!stack.HasRoom(bytes))
            {
                replaced = stack;
                stack = ValueStack.Replace(bytes);
                start = stack.Top;
            }

            stack.Store = store;
            stack.Limit = (long*)((byte*)start + bytes);
        }

        int caught = stack.Caught.Count;
        Activation activation = default;
        try
        {
            Begin(&activation, entry, context, start, stack.Limit, arguments);
            RunToEnd(&activation, stack);
            new ReadOnlySpan<long>(start, entry->ResultWords).CopyTo(new Span<long>(results, entry->ResultWords));
        }
        catch (Exception error) when (InterpreterTrace.Note(error, &activation))
        {
            throw;
        }
        finally
        {
            stack.Top = start;
            stack.Caught.CutTo(caught);
            stack.Store = outerStore;
            stack.Limit = outerLimit;
            if (replaced is not null)
            {
                ValueStack.Restore(replaced);
                stack.Free();
            }
        }
    }

    // An exception that comes out of a host function may have its handler in this activation. It is looked up before anything is
    // unwound, so that one that nobody catches knows all its frames.
    private static void RunToEnd(Activation* activation, ValueStack stack)
    {
        while (true)
        {
            HandlerPlace place = default;
            GuestException arriving;
            try
            {
                MainLoop.Run(activation, stack);
                return;
            }
            catch (GuestException exception) when (Unwinding.TryFind(activation, exception, out place))
            {
                arriving = exception;
            }

            // Outside of the catch block, at whose end the frames of whoever threw leave the stack.
            Unwinding.Resume(activation, place, arriving, stack.Caught);
        }
    }

    // The outermost frame is made as a call makes it. It returns to the instruction that ends the loop.
    private static void Begin(Activation* activation, FunctionEntry* entry, GuestContext* context, long* start, long* end, long* arguments)
    {
        activation->StackEnd = end;
        activation->Context = context;
        long* frame = start + entry->ParameterWords;
        bool isInterrupted = entry->ChecksInterrupt != 0 && context->Interrupt != 0;
        bool isHostStackUsedUp = context->Interrupt == 0 && (nuint)(&frame) < context->StackLimit;
        if (end - frame < entry->FrameWords || isInterrupted || isHostStackUsedUp)
        {
            activation->Entering = entry;
            activation->EnteringContext = context;
            throw Failures.Interrupted(-1, -1, context);
        }

        new ReadOnlySpan<long>(arguments, entry->ParameterWords).CopyTo(new Span<long>(start, entry->ParameterWords));
        frame[0] = (long)InterpretedModule.ExitStub;
        frame[1] = 0;
        frame[2] = (long)context;
        frame[3] = (long)entry;
        new Span<long>(frame + FunctionEntry.HeaderWords, entry->LocalWords).Clear();
        activation->Frame = frame;
        activation->Ip = entry->Code;
    }
}
