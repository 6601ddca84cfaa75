using System;
using System.IO;

namespace Krait.Cli.Running;

/// <summary>Files that commands write.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file, replacing one that is there.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.CannotWrite, exception.Message);
        }
    }

    /// <summary>Writes a file under another name first, so that whoever uses the one that is there keeps it as it was.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string written = $"{path}.{Environment.ProcessId}.tmp";
        Write(written, bytes);
        try
        {
            File.Move(written, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            throw new CommandFailure(ExitCode.CannotWrite, exception.Message);
        }
    }

    /// <summary>Writes a file, or standard output where the path is "-".</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes, Stream standardOutput)
    {
        if (path == InputFile.StandardStream)
            standardOutput.Write(bytes);
        else
            Write(path, bytes);
    }
}
