using System;
using System.Runtime.InteropServices;

namespace Krait.Runtime.IlCompiler;

// A variable of one of these types is memory in a method's frame that the method can pass the address of. Unlike stack memory
// that is allocated, it leaves tail calls possible.

/// <summary>Blocks of memory in the frames of generated methods.</summary>
internal static class SharedFrames
{
    private static readonly Type[] s_types =
    [
        typeof(SharedFrame256), typeof(SharedFrame1K), typeof(SharedFrame4K), typeof(SharedFrame16K),
        typeof(SharedFrame64K), typeof(SharedFrame256K), typeof(SharedFrame2M),
    ];

    /// <summary>The smallest type with room for some bytes; null where none has it.</summary>
    public static Type? TypeFor(long sizeBytes) => Array.Find(s_types, type => sizeBytes <= Marshal.SizeOf(type));

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct SharedFrame256
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 1024)]
    public struct SharedFrame1K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 4 * 1024)]
    public struct SharedFrame4K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16 * 1024)]
    public struct SharedFrame16K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64 * 1024)]
    public struct SharedFrame64K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256 * 1024)]
    public struct SharedFrame256K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 2 * 1024 * 1024)]
    public struct SharedFrame2M
    {
        public long First;
    }
}
