using System.Runtime.InteropServices;
using Krait.Wasm;

namespace Krait.Runtime.Store;

/// <summary>A function of the host as a linker holds it: a delegate, its guest type, and the code that guests call.</summary>
internal sealed class HostFunction
{
    private readonly TargetRoot _root;

    public HostFunction(FunctionType type, object target, nint code, object codeOwner)
    {
        Type = type;
        Code = code;
        CodeOwner = codeOwner;
        _root = new TargetRoot(target);
    }

    public FunctionType Type { get; }

    /// <summary>Address of the thunk: guest arguments, then a <see cref="HostBlock"/>.</summary>
    public nint Code { get; }

    /// <summary>Keeps the thunk's code loaded.</summary>
    public object CodeOwner { get; }

    /// <summary>For <see cref="HostBlock.Target"/>. Valid as long as this object is alive.</summary>
    public nint TargetHandle => _root.Address;

    /// <summary>Roots the delegate while anyone may call it.</summary>
    private sealed class TargetRoot(object target) : NativeResource(GCHandle.ToIntPtr(GCHandle.Alloc(target)))
    {
        protected override void Release() => GCHandle.FromIntPtr(Address).Free();
    }
}
