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
        typeof(Bytes256), typeof(Bytes512), typeof(Bytes1K), typeof(Bytes2K), typeof(Bytes4K), typeof(Bytes8K), typeof(Bytes16K),
        typeof(Bytes32K), typeof(Bytes64K), typeof(Bytes128K), typeof(Bytes256K), typeof(Bytes512K), typeof(Bytes1M),
    ];

    /// <summary>The smallest type with room for some bytes; null where none has it.</summary>
    public static Type? TypeFor(long sizeBytes) => Array.Find(s_types, type => sizeBytes <= Marshal.SizeOf(type));

    [StructLayout(LayoutKind.Sequential, Size = 256)]
    public struct Bytes256
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 512)]
    public struct Bytes512
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 1 * 1024)]
    public struct Bytes1K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 2 * 1024)]
    public struct Bytes2K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 4 * 1024)]
    public struct Bytes4K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 8 * 1024)]
    public struct Bytes8K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16 * 1024)]
    public struct Bytes16K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 32 * 1024)]
    public struct Bytes32K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64 * 1024)]
    public struct Bytes64K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 128 * 1024)]
    public struct Bytes128K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 256 * 1024)]
    public struct Bytes256K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 512 * 1024)]
    public struct Bytes512K
    {
        public long First;
    }

    [StructLayout(LayoutKind.Sequential, Size = 1024 * 1024)]
    public struct Bytes1M
    {
        public long First;
    }
}
