using System;
using System.Collections.Generic;
using Krait.Runtime;

namespace Krait.Guests.Emscripten;

// In a guest compiled without exception instructions setjmp is made of two host functions: invoke_* calls a function of the
// table, and a longjmp below it ends that call. The stack pointer is put back and the guest is told; it then looks for
// itself whether the jump was meant for it.

/// <summary>Calls that a longjmp may end.</summary>
internal static class InvokeCalls
{
    public static IReadOnlyList<HostRow> Rows { get; } =
    [
        new("invoke_v", static (Caller c, int f) => Run(c, (Function: f, 0), static (calls, x) => calls.Call(x.Function))),
        new("invoke_vi", static (Caller c, int f, int a) => Run(c, (Function: f, a), static (calls, x) => calls.Call(x.Function, x.a))),
        new("invoke_vii", static (Caller c, int f, int a, int b) => Run(c, (Function: f, a, b), static (calls, x) => calls.Call(x.Function, x.a, x.b))),
        new("invoke_viii", static (Caller c, int f, int a, int b, int d) => Run(c, (Function: f, a, b, d), static (calls, x) => calls.Call(x.Function, x.a, x.b, x.d))),
        new("invoke_viiii", static (Caller c, int f, int a, int b, int d, int e) => Run(c, (Function: f, a, b, d, e), static (calls, x) => calls.Call(x.Function, x.a, x.b, x.d, x.e))),
        new("invoke_i", static (Caller c, int f) => Run(c, (Function: f, 0), static (calls, x) => calls.Ask(x.Function))),
        new("invoke_ii", static (Caller c, int f, int a) => Run(c, (Function: f, a), static (calls, x) => calls.Ask(x.Function, x.a))),
        new("invoke_iii", static (Caller c, int f, int a, int b) => Run(c, (Function: f, a, b), static (calls, x) => calls.Ask(x.Function, x.a, x.b))),
        new("invoke_iiii", static (Caller c, int f, int a, int b, int d) => Run(c, (Function: f, a, b, d), static (calls, x) => calls.Ask(x.Function, x.a, x.b, x.d))),
        new("invoke_iiiii", static (Caller c, int f, int a, int b, int d, int e) => Run(c, (Function: f, a, b, d, e), static (calls, x) => calls.Ask(x.Function, x.a, x.b, x.d, x.e))),
        new("invoke_iiiiii", static (Caller c, int f, int a, int b, int d, int e, int g) => Run(c, (Function: f, a, b, d, e, g), static (calls, x) => calls.Ask(x.Function, x.a, x.b, x.d, x.e, x.g))),
        new("_emscripten_throw_longjmp", static (Caller c) => { throw LongJump.Instance; }),
    ];

    private static void Run<T>(Caller caller, T arguments, Action<TableCalls, T> call)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        int stack = host.Stack!.Current();
        try
        {
            call(host.Calls!, arguments);
        }
        catch (LongJump)
        {
            host.Stack.Unwind(stack);
        }
    }

    private static int Run<T>(Caller caller, T arguments, Func<TableCalls, T, int> call)
    {
        EmscriptenHost host = EmscriptenHost.Of(caller.Instance);
        int stack = host.Stack!.Current();
        try
        {
            return call(host.Calls!, arguments);
        }
        catch (LongJump)
        {
            host.Stack.Unwind(stack);
            return 0;
        }
    }
}

/// <summary>A longjmp on its way to the call that it ends.</summary>
internal sealed class LongJump : Exception
{
    private LongJump()
        : base("a longjmp that no setjmp waits for")
    {
    }

    /// <summary>There is no more to say about a jump than that it happens.</summary>
    public static LongJump Instance { get; } = new();
}

/// <summary>The stack pointer of a guest whose longjmp is the host's work.</summary>
internal sealed class GuestStackPointer(Instance instance)
{
    private readonly Action<int, int> _setThrew = instance.GetAction<int, int>("setThrew");

    public Func<int> Current { get; } = instance.GetFunction<int>("emscripten_stack_get_current");

    public Action<int> Restore { get; } = instance.GetAction<int>("_emscripten_stack_restore");

    public void Unwind(int stack)
    {
        Restore(stack);
        _setThrew(1, 0);
    }
}
