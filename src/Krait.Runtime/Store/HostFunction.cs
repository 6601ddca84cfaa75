using System.Runtime.InteropServices;
using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>A function of the host as a linker holds it: a delegate, its guest type, and the code that guests call.</summary>
internal sealed class HostFunction
{
    private readonly object _target;
    private readonly TargetHandleOwner _handle;

    public HostFunction(FunctionType type, object target, nint code, object codeOwner)
    {
        Type = type;
        Code = code;
        CodeOwner = codeOwner;
        _target = target;
        _handle = new TargetHandleOwner(target);
    }

    public FunctionType Type { get; }

    /// <summary>Address of the thunk: guest arguments, then a <see cref="HostBlock"/>.</summary>
    public nint Code { get; }

    /// <summary>Keeps the thunk's code loaded.</summary>
    public object CodeOwner { get; }

    /// <summary>For <see cref="HostBlock.Target"/>. Valid as long as this object is alive.</summary>
    public nint TargetHandle => _handle.Address;

    // A delegate often knows the instance that imports it. A handle that kept the delegate alive would keep both alive forever.

    /// <summary>A weak handle to the delegate, which lives as long as the function does.</summary>
    private sealed class TargetHandleOwner(object target) : NativeResource(GCHandle.ToIntPtr(GCHandle.Alloc(target, GCHandleType.Weak)))
    {
        protected override void Release() => GCHandle.FromIntPtr(Address).Free();
    }
}
