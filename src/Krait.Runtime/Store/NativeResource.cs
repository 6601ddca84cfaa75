using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;

namespace Krait.Runtime.Store;

/// <summary>Something outside the managed heap that is given back once: by its owner, or else by the finalizer.</summary>
internal abstract unsafe class NativeResource
{
    private int _isFreed;

    protected NativeResource(nint address)
    {
        Address = address;
    }

    /// <summary>Gives it back if the owner never did.</summary>
    ~NativeResource()
    {
        Free();
    }

    /// <summary>Where it is. Stays set after <see cref="Free"/>; ask <see cref="IsFreed"/>.</summary>
    public nint Address { get; }

    public bool IsFreed => Volatile.Read(ref _isFreed) != 0;

    /// <summary>Gives it back; further calls do nothing.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "This is the disposal, under the name that native memory uses.")]
    public void Free()
    {
        if (Address == 0 || Interlocked.Exchange(ref _isFreed, 1) != 0)
            return;
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives <see cref="Address"/> back. May run on the finalizer thread: touches no other object.</summary>
    protected abstract void Release();
}
