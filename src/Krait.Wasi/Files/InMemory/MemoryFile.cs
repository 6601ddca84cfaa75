using System;
using System.Collections.Generic;

namespace Krait.Wasi.Files.InMemory;

/// <summary>A regular file: blocks of bytes, of which those never written do not exist and read as zeros.</summary>
internal sealed class MemoryFile(MemoryFileSystem owner) : MemoryNode(owner)
{
    public const int BlockBytes = 4096;

    // By number; an array index would cost memory for the holes of a sparse file.
    private readonly Dictionary<long, byte[]> _blocks = [];
    private long _sizeBytes;

    public override WasiFileType Type => WasiFileType.RegularFile;

    public override long SizeBytes => _sizeBytes;

    public int Read(long offset, Span<byte> destination)
    {
        int count = (int)Math.Clamp(_sizeBytes - offset, 0, destination.Length);
        int done = 0;
        while (done < count)
        {
            int start = (int)((offset + done) % BlockBytes);
            Span<byte> part = destination.Slice(done, Math.Min(BlockBytes - start, count - done));
            if (_blocks.TryGetValue((offset + done) / BlockBytes, out byte[]? block))
                block.AsSpan(start, part.Length).CopyTo(part);
            else
                part.Clear();
            done += part.Length;
        }

        AccessedNs = Owner.NowNs;
        return count;
    }

    /// <summary>Writes what the quota has room for.</summary>
    public int Write(long offset, ReadOnlySpan<byte> source)
    {
        int done = 0;
        while (done < source.Length)
        {
            long number = (offset + done) / BlockBytes;
            int start = (int)((offset + done) % BlockBytes);
            if (!_blocks.TryGetValue(number, out byte[]? block))
            {
                if (!Owner.TryCharge(BlockBytes))
                    break;
                _blocks[number] = block = new byte[BlockBytes];
            }

            int count = Math.Min(BlockBytes - start, source.Length - done);
            source.Slice(done, count).CopyTo(block.AsSpan(start));
            done += count;
        }

        if (done > 0)
        {
            _sizeBytes = Math.Max(_sizeBytes, offset + done);
            MarkModified();
        }

        return done;
    }

    public void SetSize(long sizeBytes)
    {
        if (sizeBytes < _sizeBytes)
            Cut(sizeBytes);
        _sizeBytes = sizeBytes;
        MarkModified();
    }

    /// <summary>Makes blocks for a whole range, or none.</summary>
    public bool TryReserve(long offset, long lengthBytes)
    {
        long first = offset / BlockBytes;
        long last = (offset + lengthBytes - 1) / BlockBytes;
        if (last - first >= Owner.QuotaBytes / BlockBytes)
            return false;
        var missing = new List<long>();
        for (long number = first; number <= last; number++)
        {
            if (!_blocks.ContainsKey(number))
                missing.Add(number);
        }

        if (!Owner.TryCharge(missing.Count * (long)BlockBytes))
            return false;
        foreach (long number in missing)
            _blocks[number] = new byte[BlockBytes];
        return true;
    }

    protected override MemoryNode NewCopy(MemoryFileSystem owner, MemoryDirectory? parent)
    {
        var copy = new MemoryFile(owner) { _sizeBytes = _sizeBytes };
        foreach ((long number, byte[] block) in _blocks)
            copy._blocks.Add(number, [.. block]);
        return copy;
    }

    protected override void Release()
    {
        Owner.TryCharge(-_blocks.Count * (long)BlockBytes);
        _blocks.Clear();
    }

    private void Cut(long sizeBytes)
    {
        long keep = (sizeBytes + BlockBytes - 1) / BlockBytes;
        foreach (long number in _blocks.Keys)
        {
            if (number < keep)
                continue;
            _blocks.Remove(number);
            Owner.TryCharge(-BlockBytes);
        }

        // What a later growth shows again must be zeros.
        if (sizeBytes % BlockBytes != 0 && _blocks.TryGetValue(keep - 1, out byte[]? last))
            last.AsSpan((int)(sizeBytes % BlockBytes)).Clear();
    }
}
