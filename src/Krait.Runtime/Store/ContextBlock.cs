using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

/// <summary>The native memory of one instance's context, and the weak handle by which native memory names the instance.</summary>
internal sealed unsafe class ContextBlock : NativeResource
{
    private GCHandle _instance;

    public ContextBlock(Instance instance, int sizeBytes)
        : base((nint)NativeMemory.AlignedAlloc((nuint)sizeBytes, 64))
    {
        NativeMemory.Clear(Start, (nuint)sizeBytes);
        _instance = GCHandle.Alloc(instance, GCHandleType.Weak);
        ((GuestContext*)Start)->Instance = WeakHandle;
    }

    public byte* Start => (byte*)Address;

    public nint WeakHandle => GCHandle.ToIntPtr(_instance);

    protected override void Release()
    {
        NativeMemory.AlignedFree((void*)Address);
        _instance.Free();
    }
}
