namespace Krait.Runtime.Interpreter;

// One class per shape of delegate; see HostDelegates.

/// <summary>Calls a guest function of 0 parameters and results.</summary>
internal sealed unsafe class GuestFunc<TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke()
    {
        long* words = stackalloc long[MaximumWords];
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 1 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1)
    {
        long* words = stackalloc long[MaximumWords];
        GuestWords.Put(words, a1);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 2 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        GuestWords.Put(next, a2);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 3 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        GuestWords.Put(next, a3);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 4 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, T4, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        GuestWords.Put(next, a4);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 5 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, T4, T5, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        GuestWords.Put(next, a5);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 6 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, T4, T5, T6, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        GuestWords.Put(next, a6);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 7 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, T4, T5, T6, T7, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        next = GuestWords.Put(next, a6);
        GuestWords.Put(next, a7);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 8 parameters and results.</summary>
internal sealed unsafe class GuestFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(Function function) : TypedCall(function)
{
    public TResult Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        next = GuestWords.Put(next, a6);
        next = GuestWords.Put(next, a7);
        GuestWords.Put(next, a8);
        Run(words);
        return GuestWords.Result<TResult>(words);
    }
}

/// <summary>Calls a guest function of 0 parameters.</summary>
internal sealed unsafe class GuestAction(Function function) : TypedCall(function)
{
    public void Invoke()
    {
        long* words = stackalloc long[MaximumWords];
        Run(words);
    }
}

/// <summary>Calls a guest function of 1 parameters.</summary>
internal sealed unsafe class GuestAction<T1>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1)
    {
        long* words = stackalloc long[MaximumWords];
        GuestWords.Put(words, a1);
        Run(words);
    }
}

/// <summary>Calls a guest function of 2 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        GuestWords.Put(next, a2);
        Run(words);
    }
}

/// <summary>Calls a guest function of 3 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        GuestWords.Put(next, a3);
        Run(words);
    }
}

/// <summary>Calls a guest function of 4 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3, T4>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3, T4 a4)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        GuestWords.Put(next, a4);
        Run(words);
    }
}

/// <summary>Calls a guest function of 5 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3, T4, T5>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        GuestWords.Put(next, a5);
        Run(words);
    }
}

/// <summary>Calls a guest function of 6 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3, T4, T5, T6>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        GuestWords.Put(next, a6);
        Run(words);
    }
}

/// <summary>Calls a guest function of 7 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3, T4, T5, T6, T7>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        next = GuestWords.Put(next, a6);
        GuestWords.Put(next, a7);
        Run(words);
    }
}

/// <summary>Calls a guest function of 8 parameters.</summary>
internal sealed unsafe class GuestAction<T1, T2, T3, T4, T5, T6, T7, T8>(Function function) : TypedCall(function)
{
    public void Invoke(T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
    {
        long* words = stackalloc long[MaximumWords];
        long* next = words;
        next = GuestWords.Put(next, a1);
        next = GuestWords.Put(next, a2);
        next = GuestWords.Put(next, a3);
        next = GuestWords.Put(next, a4);
        next = GuestWords.Put(next, a5);
        next = GuestWords.Put(next, a6);
        next = GuestWords.Put(next, a7);
        GuestWords.Put(next, a8);
        Run(words);
    }
}
