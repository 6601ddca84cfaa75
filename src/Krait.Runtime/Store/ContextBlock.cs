using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

/// <summary>The native memory of one instance's context, and the weak handle by which native memory names the instance.</summary>
internal sealed unsafe class ContextBlock : ZeroedBlock
{
    private const int CacheLineBytes = 64;

    private GCHandle _instance;

    public ContextBlock(Instance instance, int sizeBytes)
        : base((nuint)sizeBytes, CacheLineBytes)
    {
        _instance = GCHandle.Alloc(instance, GCHandleType.Weak);
        ((GuestContext*)Start)->Instance = WeakHandle;
    }

    public byte* Start => (byte*)Address;

    public nint WeakHandle => GCHandle.ToIntPtr(_instance);

    protected override void Release()
    {
        base.Release();
        _instance.Free();
    }
}
