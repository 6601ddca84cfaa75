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
    private bool _isWanted;
    private bool _isEnd;
    private bool _isLent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>For the prompt: the next byte, or -1 at the end.</summary>
    public int ReadKey()
    {
        lock (_gate)
        {
            while (_length == 0 && !_isEnd)
            {
                Want();
                Monitor.Wait(_gate);
            }

            // A terminal's end is one of many; the end of a file comes again when it is asked for.
            _isEnd = false;
            return _length == 0 ? -1 : TakeByte();
        }
    }

    /// <summary>Lets the program read, or the prompt alone. A program's read that is under way then waits until the next time.</summary>
    public void LendTo(PromptReader reader)
    {
        lock (_gate)
        {
            _isLent = reader == PromptReader.Program;
            Monitor.PulseAll(_gate);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>For the program: one line at most, since what follows may be for the prompt.</summary>
    public override int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            while (!_isLent || (_length == 0 && !_isEnd))
            {
                if (_isLent)
                    Want();
                Monitor.Wait(_gate);
            }

            _isEnd = false;
            int count = 0;
            while (count < buffer.Length && _length > 0 && (count == 0 || buffer[count - 1] != (byte)'\n'))
                buffer[count++] = TakeByte();
            return count;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte TakeByte()
    {
        _length--;
        return _buffer[_start++];
    }

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
