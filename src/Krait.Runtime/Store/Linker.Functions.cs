using System;

namespace Krait.Runtime;

public sealed partial class Linker
{
    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<TResult>(string moduleName, string name, Func<TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, TResult>(string moduleName, string name, Func<T1, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, TResult>(string moduleName, string name, Func<T1, T2, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, TResult>(string moduleName, string name, Func<T1, T2, T3, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, TResult>(string moduleName, string name, Func<T1, T2, T3, T4, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, TResult>(string moduleName, string name, Func<T1, T2, T3, T4, T5, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6, TResult>(string moduleName, string name, Func<T1, T2, T3, T4, T5, T6, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string moduleName, string name, Func<T1, T2, T3, T4, T5, T6, T7, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string moduleName, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction(string moduleName, string name, Action function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1>(string moduleName, string name, Action<T1> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2>(string moduleName, string name, Action<T1, T2> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3>(string moduleName, string name, Action<T1, T2, T3> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4>(string moduleName, string name, Action<T1, T2, T3, T4> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5>(string moduleName, string name, Action<T1, T2, T3, T4, T5> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6>(string moduleName, string name, Action<T1, T2, T3, T4, T5, T6> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6, T7>(string moduleName, string name, Action<T1, T2, T3, T4, T5, T6, T7> function) =>
        DefineFunction(moduleName, name, (Delegate)function);

    /// <inheritdoc cref="DefineFunction(string, string, Delegate)"/>
    public Linker DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8>(string moduleName, string name, Action<T1, T2, T3, T4, T5, T6, T7, T8> function) =>
        DefineFunction(moduleName, name, (Delegate)function);
}
