using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using Krait.Runtime.Store;

namespace Krait.Runtime.Profiling;

/// <summary>The calls of one instance, written by the instance and read by the profiler's thread while it runs.</summary>
internal sealed unsafe class ProfiledStack
{
    // As often is the stack read again that changed meanwhile; then the part that stood still has to do.
    private const int MostReadings = 4;

    // Not the instance's: that is freed with it, whatever the profiler's thread does at that moment.
    private readonly NativeWords _entries = new(ProfiledModule.TableLength);
    private readonly Dictionary<long, string> _names = [];
    private readonly WeakReference<Instance> _instance;
    private readonly int _heightGlobal;

    private ProfiledStack(Instance instance, ProfiledModule module)
    {
        _instance = new WeakReference<Instance>(instance);
        _heightGlobal = module.HeightGlobal;
        ContextLayout layout = instance.Module.Code.Layout;
        byte* context = (byte*)instance.Context;
        for (int i = 0; i < module.Original.ImportedFunctionCount; i++)
            _names[*(long*)(context + layout.Reference(i))] = instance.Module.CallName(i);
        foreach (int function in layout.RecordedFunctions)
            _names[(long)(context + layout.Record(function))] = instance.Module.CallName(function);
        instance.Tables[module.TableIndex].Borrow(_entries);
    }

    /// <summary>Gives an instance a stack that its engine's profiler reads from now on.</summary>
    public static ProfiledStack Attach(Instance instance, ProfiledModule module)
    {
        ProfiledStack stack = new(instance, module);
        instance.Module.Engine.Options.Profiler!.Add(stack);
        return stack;
    }

    /// <summary>Forgets calls that ended with an error. On the instance's thread, before a call of the host.</summary>
    public void Reset()
    {
        if (!_instance.TryGetTarget(out Instance? instance))
            return;
        *(int*)((byte*)instance.Context + instance.Module.Code.Layout.Global(_heightGlobal)) = 0;
        _entries.Items[0] = 0;
    }

    /// <summary>The instance, unless it is gone.</summary>
    public bool TryGetInstance([NotNullWhen(true)] out Instance? instance) => _instance.TryGetTarget(out instance);

    /// <summary>What an entry is called.</summary>
    public string NameOf(long entry) => _names.GetValueOrDefault(entry) ?? "?";

    /// <summary>Reads the calls, outermost first.</summary>
    /// <param name="calls">Room for <see cref="ProfiledModule.TableLength"/> entries.</param>
    /// <returns>How many there are.</returns>
    public int Read(Span<long> calls)
    {
        Span<long> again = stackalloc long[ProfiledModule.TableLength];
        int count = ReadOnce(calls);
        for (int i = 0; i < MostReadings; i++)
        {
            int same = calls[..count].CommonPrefixLength(again[..ReadOnce(again)]);
            if (same == count)
                break;
            count = i + 1 < MostReadings ? ReadOnce(calls) : same;
        }

        return count;
    }

    private int ReadOnce(Span<long> calls)
    {
        for (int i = 0; i < ProfiledModule.TableLength; i++)
        {
            calls[i] = Volatile.Read(ref _entries.Items[i]);
            if (calls[i] == 0)
                return i;
        }

        return ProfiledModule.TableLength;
    }
}
