using System;
using System.Text;
using System.Text.Unicode;
using Krait.Wasi;
using Krait.Wasi.Abi;

namespace Krait.Guests.Emscripten;

/// <summary>Reading C strings and paths, and writing them.</summary>
internal static class GuestText
{
    /// <summary>A path argument as it stands in memory, NUL at its end.</summary>
    /// <returns>Success, or what is wrong with it as text.</returns>
    public static WasiErrno ReadName(this in GuestCall call, int index, out string name)
    {
        name = string.Empty;
        uint address = call.UInt32(index);
        uint length = 0;
        while (call.Bytes(address + length, 1)[0] != 0)
        {
            if (++length > (uint)call.Options.MaximumPathBytes)
                return WasiErrno.Nametoolong;
        }

        ReadOnlySpan<byte> bytes = call.Bytes(address, length);
        if (!Utf8.IsValid(bytes))
            return WasiErrno.Ilseq;
        name = Encoding.UTF8.GetString(bytes);
        return WasiErrno.Success;
    }

    /// <summary>A path argument below an open directory, or below the current one, made absolute.</summary>
    /// <param name="call">The call.</param>
    /// <param name="host">Knows the directories.</param>
    /// <param name="directoryFd">A descriptor, or <see cref="FileConstants.CurrentDirectory"/>.</param>
    /// <param name="index">Argument that holds the path's address.</param>
    /// <param name="absolute">The path; ends with a slash where the guest's did.</param>
    public static WasiErrno ReadPath(this in GuestCall call, EmscriptenHost host, int directoryFd, int index, out string absolute)
    {
        absolute = string.Empty;
        WasiErrno errno = call.ReadName(index, out string name);
        if (errno != WasiErrno.Success)
            return errno;
        if (name.Length == 0)
            return WasiErrno.Noent;
        string directory = host.Paths.CurrentDirectory;
        if (directoryFd != FileConstants.CurrentDirectory && !name.StartsWith('/'))
        {
            if (host.DirectoryAt((uint)directoryFd) is not { } open)
                return host.Wasi.Descriptors.Find((uint)directoryFd) is null ? WasiErrno.Badf : WasiErrno.Notdir;
            directory = open.Path;
        }

        absolute = PathSpace.Clean(directory, name);
        if (name.EndsWith('/') && absolute.Length > 1)
            absolute += "/";
        return WasiErrno.Success;
    }

    /// <summary>Writes text and a NUL, cut off where the buffer ends.</summary>
    public static void WriteText(this in GuestCall call, uint address, uint sizeBytes, string text)
    {
        if (sizeBytes == 0)
            return;
        Span<byte> buffer = call.Bytes(address, sizeBytes);
        Utf8.FromUtf16(text, buffer[..^1], out _, out int count);
        buffer[count] = 0;
    }
}
