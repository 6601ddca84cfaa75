using System;
using System.IO;

namespace Krait.Cli.Prompt;

/// <summary>Passes bytes on and knows whether the last line is complete, so that a prompt begins a line of its own.</summary>
/// <param name="inner">Stays open.</param>
internal sealed class LineTrackingStream(Stream inner) : Stream
{
    private volatile bool _isInLine;

    /// <summary>Whether something stands in the line where the cursor is.</summary>
    public bool IsInLine => _isInLine;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Begins a new line if something stands in this one.</summary>
    public void EndLine()
    {
        if (_isInLine)
            Write("\n"u8);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        if (!buffer.IsEmpty)
            _isInLine = buffer[^1] != (byte)'\n';
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
