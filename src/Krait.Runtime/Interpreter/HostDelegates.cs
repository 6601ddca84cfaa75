using System;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// One class per shape of delegate, so that calls neither box nor reflect, and so that ahead-of-time compilers see the
// instances that the generic overloads of the linker and of the instance name.

/// <summary>A host function of 0 parameters and results.</summary>
internal sealed unsafe class HostFunc<TResult>(FunctionType type, Func<TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords.Put(words, function());
    }
}

/// <summary>A host function of 1 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, TResult>(FunctionType type, Func<T1, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>()));
    }
}

/// <summary>A host function of 2 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, TResult>(FunctionType type, Func<T1, T2, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>()));
    }
}

/// <summary>A host function of 3 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, TResult>(FunctionType type, Func<T1, T2, T3, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>()));
    }
}

/// <summary>A host function of 4 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, T4, TResult>(FunctionType type, Func<T1, T2, T3, T4, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>()));
    }
}

/// <summary>A host function of 5 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, T4, T5, TResult>(FunctionType type, Func<T1, T2, T3, T4, T5, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>()));
    }
}

/// <summary>A host function of 6 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, T4, T5, T6, TResult>(FunctionType type, Func<T1, T2, T3, T4, T5, T6, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>()));
    }
}

/// <summary>A host function of 7 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, T4, T5, T6, T7, TResult>(FunctionType type, Func<T1, T2, T3, T4, T5, T6, T7, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>(), arguments.Take<T7>()));
    }
}

/// <summary>A host function of 8 parameters and results.</summary>
internal sealed unsafe class HostFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(FunctionType type, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        GuestWords.Put(words, function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>(), arguments.Take<T7>(), arguments.Take<T8>()));
    }
}

/// <summary>A host function of 0 parameters.</summary>
internal sealed unsafe class HostAction(FunctionType type, Action function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        function();
    }
}

/// <summary>A host function of 1 parameters.</summary>
internal sealed unsafe class HostAction<T1>(FunctionType type, Action<T1> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>());
    }
}

/// <summary>A host function of 2 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2>(FunctionType type, Action<T1, T2> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>());
    }
}

/// <summary>A host function of 3 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3>(FunctionType type, Action<T1, T2, T3> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>());
    }
}

/// <summary>A host function of 4 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3, T4>(FunctionType type, Action<T1, T2, T3, T4> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>());
    }
}

/// <summary>A host function of 5 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3, T4, T5>(FunctionType type, Action<T1, T2, T3, T4, T5> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>());
    }
}

/// <summary>A host function of 6 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3, T4, T5, T6>(FunctionType type, Action<T1, T2, T3, T4, T5, T6> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>());
    }
}

/// <summary>A host function of 7 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3, T4, T5, T6, T7>(FunctionType type, Action<T1, T2, T3, T4, T5, T6, T7> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>(), arguments.Take<T7>());
    }
}

/// <summary>A host function of 8 parameters.</summary>
internal sealed unsafe class HostAction<T1, T2, T3, T4, T5, T6, T7, T8>(FunctionType type, Action<T1, T2, T3, T4, T5, T6, T7, T8> function) : HostEntry(type)
{
    protected override void Invoke(nint block, long* words)
    {
        GuestWords arguments = new(block, words);
        function(arguments.Take<T1>(), arguments.Take<T2>(), arguments.Take<T3>(), arguments.Take<T4>(), arguments.Take<T5>(), arguments.Take<T6>(), arguments.Take<T7>(), arguments.Take<T8>());
    }
}
