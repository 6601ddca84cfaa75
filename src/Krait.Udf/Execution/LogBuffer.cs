using System;
using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Krait.Udf.Execution;

/// <summary>
/// What one call logs and prints, up to a limit in bytes. Hostile text: bad UTF-8 becomes U+FFFD and control characters are
/// escaped, so that a terminal that shows it cannot be steered by it.
/// </summary>
internal sealed class LogBuffer
{
    // The line end counts, so that empty lines have an end too.
    private const int LineEndBytes = 1;

    private readonly long _limitBytes;
    private readonly StringBuilder _partial = new();
    private ImmutableArray<string>.Builder? _lines;
    private long _usedBytes;
    private bool _isTruncated;

    public LogBuffer(long limitBytes) => _limitBytes = limitBytes;

    public static string TruncationMarker(long limitBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"[log truncated at {limitBytes} bytes]");

    public bool IsEmpty => (_lines is null || _lines.Count == 0) && _partial.Length == 0;

    /// <summary>Adds one message; line ends inside it split it.</summary>
    public void WriteLine(ReadOnlySpan<byte> utf8)
    {
        Write(utf8);
        EndLine();
    }

    /// <summary>Adds output that brings its own line ends.</summary>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        while (!_isTruncated && !utf8.IsEmpty)
        {
            int end = utf8.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? utf8 : utf8[..end];
            Append(line);
            if (end < 0)
                return;

            EndLine();
            utf8 = utf8[(end + 1)..];
        }
    }

    public void Clear()
    {
        if (IsEmpty && _usedBytes == 0 && !_isTruncated)
            return;

        _lines?.Clear();
        _partial.Clear();
        _usedBytes = 0;
        _isTruncated = false;
    }

    /// <summary>All lines so far, an unfinished one included.</summary>
    public ImmutableArray<string> ToLines()
    {
        if (IsEmpty)
            return [];

        _lines ??= ImmutableArray.CreateBuilder<string>();
        return _partial.Length == 0 ? [.. _lines] : [.. _lines, _partial.ToString()];
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        long left = _limitBytes - _usedBytes;
        if (left < utf8.Length)
        {
            utf8 = utf8[..(int)Math.Max(0, left)];
            _isTruncated = true;
        }

        _usedBytes += utf8.Length;
        while (!utf8.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed);

            // A character cut by the limit is left out rather than shown broken.
            if (!(_isTruncated && status == OperationStatus.NeedMoreData))
                AppendEscaped(rune);
            utf8 = utf8[consumed..];
        }

        if (_isTruncated)
            EndTruncated();
    }

    private void EndLine()
    {
        if (_isTruncated)
            return;

        if (_limitBytes < _usedBytes + LineEndBytes)
        {
            _isTruncated = true;
            EndTruncated();
            return;
        }

        _usedBytes += LineEndBytes;
        _lines ??= ImmutableArray.CreateBuilder<string>();
        _lines.Add(_partial.ToString());
        _partial.Clear();
    }

    private void EndTruncated()
    {
        _lines ??= ImmutableArray.CreateBuilder<string>();
        if (_partial.Length != 0)
            _lines.Add(_partial.ToString());

        _partial.Clear();
        _lines.Add(TruncationMarker(_limitBytes));
    }

    // Cc, Cf (which holds the bidirectional overrides), Zl and Zp; tabs stay.
    private void AppendEscaped(Rune rune)
    {
        if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
        {
            _partial.Append(rune.ToString());
            return;
        }

        string format = rune.Value < 0x100 ? "\\x{0:x2}" : rune.Value < 0x10000 ? "\\u{0:x4}" : "\\U{0:x8}";
        _partial.AppendFormat(CultureInfo.InvariantCulture, format, rune.Value);
    }
}
