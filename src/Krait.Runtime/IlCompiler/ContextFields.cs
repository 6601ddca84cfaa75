using System;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Krait.Runtime.Store;

namespace Krait.Runtime.IlCompiler;

/// <summary>Emits reads of the context block. The context is the method's last argument.</summary>
/// <param name="il">The method.</param>
/// <param name="pushContext">Pushes the context's address.</param>
internal sealed class ContextFields(ILGenerator il, Action pushContext)
{
    /// <summary>Pushes an address inside the context.</summary>
    public void Address(int offset)
    {
        pushContext();
        if (offset == 0)
            return;
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }

    /// <summary>Pushes the number at an offset.</summary>
    public void Load(int offset, OpCode load)
    {
        Address(offset);
        il.Emit(load);
    }

    /// <summary>Pushes a field of the fixed part.</summary>
    public void Load(string field, OpCode load) => Load(OffsetOf<GuestContext>(field), load);

    /// <summary>Pushes a field of the fixed part that other threads write: the just-in-time compiler must not read it only once.</summary>
    public void LoadVolatile(string field, OpCode load)
    {
        Address(OffsetOf<GuestContext>(field));
        il.Emit(OpCodes.Volatile);
        il.Emit(load);
    }

    public static int OffsetOf<T>(string field) => (int)Marshal.OffsetOf<T>(field);
}
