using System;
using System.IO;
using System.Threading;

namespace Krait.Cli.Prompt;

// Who waits for a terminal cannot be called away, so a thread of its own does, and only when somebody asks. If the one who asked
// was called away meanwhile, what comes then is for whoever asks next.

/// <summary>Standard input, shared by the prompt and by the program that runs behind it.</summary>
/// <param name="stream">Stays open.</param>
internal sealed class PromptInput(Stream stream) : Stream
{
    private const int BufferBytes = 4096;

    private readonly object _gate = new();
    private readonly byte[] _buffer = new byte[BufferBytes];
    private Thread? _reader; // guarded by _gate, as all below
    private int _start;
    private int _length;
    private bool _isAwaited;
    private bool _isWanted;
    private bool _isEnd;
    private bool _isInterrupted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte, or -1 at the end.</summary>
    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            _isAwaited = true;
            while (_length == 0 && !_isEnd && !_isInterrupted)
            {
                Want();
                Monitor.Wait(_gate);
            }

            _isAwaited = false;

            if (_isInterrupted)
            {
                // An empty line lets the reader go on, and find out that it is to stop.
                _isInterrupted = false;
                buffer[0] = (byte)'\n';
                return 1;
            }

            // A terminal's end is one of many; the end of a file comes again when it is asked for.
            _isEnd = false;
            int count = Math.Min(_length, buffer.Length);
            _buffer.AsSpan(_start, count).CopyTo(buffer);
            _start += count;
            _length -= count;
            return count;
        }
    }

    /// <summary>Lets whoever waits go on with an empty line.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _isInterrupted = _isAwaited;
            Monitor.PulseAll(_gate);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Want()
    {
        if (_reader is null)
        {
            _reader = new Thread(ReadAhead) { IsBackground = true, Name = "krait input" };
            _reader.Start();
        }

        _isWanted = true;
        Monitor.PulseAll(_gate);
    }

    private void ReadAhead()
    {
        byte[] bytes = new byte[BufferBytes];
        while (true)
        {
            lock (_gate)
            {
                while (!_isWanted)
                    Monitor.Wait(_gate);
            }

            int count;
            try
            {
                count = stream.Read(bytes);
            }
            catch (IOException)
            {
                // The terminal has gone.
                count = 0;
            }

            lock (_gate)
            {
                bytes.AsSpan(0, count).CopyTo(_buffer);
                _start = 0;
                _length = count;
                _isEnd = count == 0;
                _isWanted = false;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
