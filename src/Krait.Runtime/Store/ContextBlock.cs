using System.Runtime.InteropServices;

namespace Krait.Runtime.Store;

/// <summary>The native memory of one instance's context, and the weak handle by which native memory names the instance.</summary>
internal sealed unsafe class ContextBlock : SafeHandle
{
    private GCHandle _instance;

    public ContextBlock(Instance instance, int sizeBytes)
        : base(0, ownsHandle: true)
    {
        _instance = GCHandle.Alloc(instance, GCHandleType.Weak);
        void* start = NativeMemory.AlignedAlloc((nuint)sizeBytes, 64);
        NativeMemory.Clear(start, (nuint)sizeBytes);
        SetHandle((nint)start);
        ((GuestContext*)start)->Instance = WeakHandle;
    }

    public byte* Start => (byte*)handle;

    public nint WeakHandle => GCHandle.ToIntPtr(_instance);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        _instance.Free();
        return true;
    }
}
