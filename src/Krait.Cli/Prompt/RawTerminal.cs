using System;
using System.Runtime.InteropServices;

namespace Krait.Cli.Prompt;

// The settings of a terminal are handed back as they were received, so that their layout, which differs between systems, does not
// matter here: cfmakeraw makes the changes.

/// <summary>A terminal that sends every key at once and shows nothing by itself, until it is disposed.</summary>
internal sealed class RawTerminal : IDisposable
{
    private const string Library = "libc";
    private const int Input = 0;
    private const int AfterOutput = 1;

    // More than any system's termios.
    private const int SettingsBytes = 256;

    private readonly byte[] _settings;
    private readonly EventHandler _atExit;
    private bool _isDisposed;

    private RawTerminal(byte[] settings)
    {
        _settings = settings;
        _atExit = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _atExit;
    }

    /// <summary>Whether this system has such terminals.</summary>
    public static bool IsSupported => !OperatingSystem.IsWindows();

    /// <summary>Switches the terminal of standard input.</summary>
    /// <exception cref="InvalidOperationException">Standard input is no terminal.</exception>
    public static RawTerminal Enter()
    {
        byte[] settings = new byte[SettingsBytes];
        if (GetSettings(Input, settings) != 0)
            throw new InvalidOperationException("standard input is no terminal");
        byte[] raw = [.. settings];
        MakeRaw(raw);
        if (SetSettings(Input, AfterOutput, raw) != 0)
            throw new InvalidOperationException("the terminal's settings cannot be changed");
        return new RawTerminal(settings);
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        AppDomain.CurrentDomain.ProcessExit -= _atExit;
        _ = SetSettings(Input, AfterOutput, _settings);
    }

    [DllImport(Library, EntryPoint = "tcgetattr")]
    private static extern int GetSettings(int descriptor, byte[] settings);

    [DllImport(Library, EntryPoint = "tcsetattr")]
    private static extern int SetSettings(int descriptor, int when, byte[] settings);

    [DllImport(Library, EntryPoint = "cfmakeraw")]
    private static extern void MakeRaw(byte[] settings);
}
