using System;
using System.Reflection;
using Krait.Runtime.Store;

namespace Krait.Runtime.IlCompiler;

/// <summary>What generated code calls where it throws and catches exceptions of the guest.</summary>
internal static unsafe class GuestThrows
{
    /// <summary>The exception of a tag; its values are in the scratch words.</summary>
    public static Exception Make(int tag, int function, int codeOffset, GuestContext* context) =>
        GuestExceptions.Make(References.InstanceOf(context->Instance), tag, context->Scratch, new TrapSite(function, codeOffset));

    /// <summary>A caught exception, to be thrown once more.</summary>
    public static Exception Again(GuestException exception, int function, int codeOffset) =>
        exception.ThrownAt(new TrapSite(function, codeOffset));

    /// <summary>The exception of a reference, or the trap for null.</summary>
    public static Exception OfReference(long word, int function, int codeOffset, GuestContext* context) =>
        GuestExceptions.ThrowReference(word, References.InstanceOf(context->Instance), new TrapSite(function, codeOffset));

    /// <summary>What a handler keeps of what it caught.</summary>
    public static GuestException Keep(GuestException exception) => exception.Kept();

    /// <summary>Brings an exception's values to the scratch words.</summary>
    public static void Unpack(GuestException exception, GuestContext* context) =>
        GuestExceptions.Unpack(exception, References.InstanceOf(context->Instance), context->Scratch);

    /// <summary>A new reference to an exception.</summary>
    public static long Refer(GuestException exception, GuestContext* context) =>
        GuestExceptions.Refer(exception, References.InstanceOf(context->Instance));

    public static MethodInfo TagNumber { get; } =
        typeof(GuestException).GetProperty(nameof(GuestException.TagNumber), BindingFlags.Instance | BindingFlags.NonPublic)!.GetMethod!;

    public static MethodInfo Method(string name) => typeof(GuestThrows).GetMethod(name)!;
}
