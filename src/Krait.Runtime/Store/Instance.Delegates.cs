using System;

namespace Krait.Runtime;

public sealed partial class Instance
{
    /// <summary>An exported function of 0 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<TResult> GetFunction<TResult>(string name) => GetDelegate<Func<TResult>>(name);

    /// <summary>An exported function of 1 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, TResult> GetFunction<T1, TResult>(string name) => GetDelegate<Func<T1, TResult>>(name);

    /// <summary>An exported function of 2 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, TResult> GetFunction<T1, T2, TResult>(string name) => GetDelegate<Func<T1, T2, TResult>>(name);

    /// <summary>An exported function of 3 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, TResult> GetFunction<T1, T2, T3, TResult>(string name) => GetDelegate<Func<T1, T2, T3, TResult>>(name);

    /// <summary>An exported function of 4 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, T4, TResult> GetFunction<T1, T2, T3, T4, TResult>(string name) => GetDelegate<Func<T1, T2, T3, T4, TResult>>(name);

    /// <summary>An exported function of 5 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, T4, T5, TResult> GetFunction<T1, T2, T3, T4, T5, TResult>(string name) => GetDelegate<Func<T1, T2, T3, T4, T5, TResult>>(name);

    /// <summary>An exported function of 6 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, T4, T5, T6, TResult> GetFunction<T1, T2, T3, T4, T5, T6, TResult>(string name) => GetDelegate<Func<T1, T2, T3, T4, T5, T6, TResult>>(name);

    /// <summary>An exported function of 7 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult> GetFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string name) => GetDelegate<Func<T1, T2, T3, T4, T5, T6, T7, TResult>>(name);

    /// <summary>An exported function of 8 parameters and one result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> GetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string name) => GetDelegate<Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>>(name);

    /// <summary>An exported function of 0 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action GetAction(string name) => GetDelegate<Action>(name);

    /// <summary>An exported function of 1 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1> GetAction<T1>(string name) => GetDelegate<Action<T1>>(name);

    /// <summary>An exported function of 2 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2> GetAction<T1, T2>(string name) => GetDelegate<Action<T1, T2>>(name);

    /// <summary>An exported function of 3 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3> GetAction<T1, T2, T3>(string name) => GetDelegate<Action<T1, T2, T3>>(name);

    /// <summary>An exported function of 4 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3, T4> GetAction<T1, T2, T3, T4>(string name) => GetDelegate<Action<T1, T2, T3, T4>>(name);

    /// <summary>An exported function of 5 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3, T4, T5> GetAction<T1, T2, T3, T4, T5>(string name) => GetDelegate<Action<T1, T2, T3, T4, T5>>(name);

    /// <summary>An exported function of 6 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3, T4, T5, T6> GetAction<T1, T2, T3, T4, T5, T6>(string name) => GetDelegate<Action<T1, T2, T3, T4, T5, T6>>(name);

    /// <summary>An exported function of 7 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3, T4, T5, T6, T7> GetAction<T1, T2, T3, T4, T5, T6, T7>(string name) => GetDelegate<Action<T1, T2, T3, T4, T5, T6, T7>>(name);

    /// <summary>An exported function of 8 parameters and no result as a delegate that does not box.</summary>
    /// <inheritdoc cref="GetDelegate{TDelegate}(string)"/>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8> GetAction<T1, T2, T3, T4, T5, T6, T7, T8>(string name) => GetDelegate<Action<T1, T2, T3, T4, T5, T6, T7, T8>>(name);
}
