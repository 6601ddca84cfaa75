using System;
using System.Text;

namespace Krait.Python.Syntax;

// Bytes of a file to text: Python reference, encoding declarations.
// UTF-8 unless a comment on the first or second line names another encoding that is a superset of ASCII.

/// <summary>Decodes source files.</summary>
internal static class SourceDecoder
{
    private static readonly byte[] s_byteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes a file. The bag that comes back holds the text and what was wrong with the bytes.</summary>
    public static DiagnosticBag Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (PythonLimits.MaximumSourceBytes < bytes.Length)
        {
            var refused = new DiagnosticBag(new SourceText("", name));
            refused.Report(Diagnostics.SourceTooLong, default, bytes.Length, PythonLimits.MaximumSourceBytes);
            return refused;
        }

        bool hasMark = bytes.StartsWith(s_byteOrderMark);
        ReadOnlySpan<byte> body = hasMark ? bytes[s_byteOrderMark.Length..] : bytes;
        string declared = FindDeclaration(body);
        string canonical = Canonicalize(declared);
        if (hasMark && declared.Length != 0 && canonical != "utf-8")
            return DecodeUtf8(body, name, Diagnostics.EncodingContradictsMark, declared);
        if (declared.Length == 0 || canonical == "utf-8")
            return DecodeUtf8(body, name, null, declared);
        Encoding? encoding = FindEncodingOrNull(canonical);
        return encoding is null
            ? DecodeUtf8(body, name, Diagnostics.UnknownEncoding, declared)
            : DecodeOther(body, name, encoding, declared);
    }

    private static DiagnosticBag DecodeUtf8(ReadOnlySpan<byte> body, string name, DiagnosticRow? problem, string declared)
    {
        var diagnostics = new DiagnosticBag(new SourceText(Encoding.UTF8.GetString(body), name));
        if (problem is not null)
            diagnostics.Report(problem, default, declared);
        else if (!System.Text.Unicode.Utf8.IsValid(body))
            ReportInvalidUtf8(body, diagnostics);
        return diagnostics;
    }

    private static void ReportInvalidUtf8(ReadOnlySpan<byte> body, DiagnosticBag diagnostics)
    {
        int offset = 0;
        int characters = 0;
        while (Rune.DecodeFromUtf8(body[offset..], out Rune rune, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
            characters += rune.Utf16SequenceLength;
        }

        diagnostics.Report(Diagnostics.NotInEncoding, new SourceSpan(characters, characters + 1), "UTF-8", body[offset], offset);
    }

    private static DiagnosticBag DecodeOther(ReadOnlySpan<byte> body, string name, Encoding encoding, string declared)
    {
        try
        {
            return new DiagnosticBag(new SourceText(encoding.GetString(body), name));
        }
        catch (DecoderFallbackException failure)
        {
            int offset = Math.Clamp(failure.Index, 0, body.Length - 1);
            var diagnostics = new DiagnosticBag(new SourceText(Encoding.Latin1.GetString(body), name));
            diagnostics.Report(Diagnostics.NotInEncoding, new SourceSpan(offset, offset + 1), declared, body[offset], offset);
            return diagnostics;
        }
    }

    private static Encoding? FindEncodingOrNull(string canonical)
    {
        if (canonical.StartsWith("utf", StringComparison.Ordinal))
            return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(canonical, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(canonical, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The name by which .NET knows an encoding that Python knows by another.</summary>
    private static string Canonicalize(string declared)
    {
        string name = declared.ToLowerInvariant().Replace('_', '-');
        if (name is "utf8" or "utf-8" or "u8" or "cp65001" || name.StartsWith("utf-8-", StringComparison.Ordinal))
            return "utf-8";
        return name switch
        {
            "latin-1" or "latin1" or "l1" or "iso-latin-1" or "iso8859-1" or "8859" => "iso-8859-1",
            "latin-9" or "latin9" or "l9" or "iso8859-15" => "iso-8859-15",
            "ascii" or "646" => "us-ascii",
            "cp1250" or "cp1251" or "cp1252" or "cp1253" or "cp1254" or "cp1255" or "cp1256" or "cp1257" or "cp1258" => "windows-" + name[2..],
            "cp932" or "sjis" or "s-jis" or "shift-jis" or "shiftjis" => "shift_jis",
            "eucjp" or "ujis" => "euc-jp",
            "euckr" => "euc-kr",
            "koi8r" => "koi8-r",
            "gbk" or "cp936" => "gb2312",
            _ => name,
        };
    }

    /// <summary>The encoding that a comment on one of the first two lines names, or the empty string.</summary>
    private static string FindDeclaration(ReadOnlySpan<byte> body)
    {
        for (int line = 0; line < 2; line++)
        {
            int end = body.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> text = (end < 0 ? body : body[..end]).TrimStart(" \t\f"u8);
            if (!text.IsEmpty && text[0] != '#')
                return "";
            string found = FindInComment(text);
            if (found.Length != 0 || end < 0)
                return found;
            bool isPair = body[end] == '\r' && end + 1 < body.Length && body[end + 1] == '\n';
            body = body[(end + (isPair ? 2 : 1))..];
        }

        return "";
    }

    private static string FindInComment(ReadOnlySpan<byte> comment)
    {
        while (true)
        {
            int index = comment.IndexOf("coding"u8);
            if (index < 0)
                return "";
            comment = comment[(index + "coding".Length)..];
            if (comment.IsEmpty || comment[0] is not ((byte)':' or (byte)'='))
                continue;
            ReadOnlySpan<byte> name = comment[1..].TrimStart(" \t"u8);
            int length = 0;
            while (length < name.Length && (char.IsAsciiLetterOrDigit((char)name[length]) || name[length] is (byte)'-' or (byte)'_' or (byte)'.'))
                length++;
            if (length != 0)
                return Encoding.ASCII.GetString(name[..length]);
        }
    }
}
