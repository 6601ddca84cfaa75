using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Krait.Guests.Errors;

// As the module traceback of CPython 3.14 prints exceptions; its tests compare the two.

/// <summary>Writes the text of an exception.</summary>
internal sealed class TracebackText
{
    private const string CauseMessage = "\nThe above exception was the direct cause of the following exception:\n\n";
    private const string ContextMessage = "\nDuring handling of the above exception, another exception occurred:\n\n";
    private const int MaximumGroupWidth = 15;
    private const int MaximumGroupDepth = 10;
    private const int MaximumRepeats = 3;

    private readonly StringBuilder _text = new();
    private int _groupDepth;
    private bool _needsClosing;

    /// <summary>The whole text, each line with its end.</summary>
    public static string Of(PythonException exception)
    {
        var text = new TracebackText();
        text.WriteChain(exception);
        return text._text.ToString();
    }

    private string Indentation => new(' ', 2 * _groupDepth);

    // The oldest first.
    private void WriteChain(PythonException exception)
    {
        List<(string? Message, PythonException Exception)> chain = [];
        for (PythonException? next = exception; next is not null;)
        {
            PythonException current = next;
            next = current.Cause ?? (current.SuppressesContext ? null : current.Context);
            chain.Add((current.Cause is not null ? CauseMessage : next is not null ? ContextMessage : null, current));
        }

        for (int i = chain.Count - 1; i >= 0; i--)
        {
            if (chain[i].Message is { } message)
                Emit(message);
            if (chain[i].Exception.IsGroup)
                WriteGroup(chain[i].Exception);
            else
                WriteOne(chain[i].Exception);
        }
    }

    private void WriteOne(PythonException exception)
    {
        if (exception.Frames.Length > 0)
        {
            Emit("Traceback (most recent call last):\n");
            WriteFrames(exception);
        }

        WriteLast(exception);
    }

    private void WriteGroup(PythonException group)
    {
        if (_groupDepth > MaximumGroupDepth)
        {
            Emit($"... (max_group_depth is {MaximumGroupDepth})\n");
            return;
        }

        bool isOutermost = _groupDepth == 0;
        if (isOutermost)
            _groupDepth++;
        if (group.Frames.Length > 0)
        {
            Emit("Exception Group Traceback (most recent call last):\n", isOutermost ? '+' : '|');
            WriteFrames(group);
        }

        WriteLast(group);
        int count = group.Members.Length + group.OmittedMembers;
        int shown = Math.Min(group.Members.Length, MaximumGroupWidth);
        int parts = shown + (count > shown ? 1 : 0);
        _needsClosing = false;
        for (int i = 0; i < parts; i++)
        {
            bool isLast = i == parts - 1;
            _needsClosing |= isLast;
            _text.Append(Indentation).Append(i == 0 ? "+-" : "  ").Append(CultureInfo.InvariantCulture, $"+---------------- {(i < shown ? i + 1 : "...")} ----------------\n");
            _groupDepth++;
            if (i < shown)
                WriteChain(group.Members[i]);
            else
                Emit($"and {count - shown} more exception{(count - shown > 1 ? "s" : "")}\n");
            if (isLast && _needsClosing)
            {
                _text.Append(Indentation).Append("+------------------------------------\n");
                _needsClosing = false;
            }

            _groupDepth--;
        }

        if (isOutermost)
            _groupDepth = 0;
    }

    private void WriteFrames(PythonException exception)
    {
        PythonFrame last = default;
        int count = 0;
        int middle = exception.OmittedFrames > 0 ? exception.Frames.Length / 2 : -1;
        for (int i = 0; i < exception.Frames.Length; i++)
        {
            PythonFrame frame = exception.Frames[i];
            bool isSame = count > 0 && frame.File == last.File && frame.Line == last.Line && frame.Function == last.Function;
            if (i == middle)
            {
                WriteRepeats(count);
                Emit($"  [{exception.OmittedFrames} frames left out]\n");
                isSame = false;
            }
            else if (!isSame)
            {
                WriteRepeats(count);
            }

            count = isSame ? count + 1 : 1;
            last = frame;
            if (count <= MaximumRepeats)
                Emit(FrameText.Of(frame));
        }

        WriteRepeats(count);
    }

    private void WriteRepeats(int count)
    {
        if (count > MaximumRepeats)
            Emit($"  [Previous line repeated {count - MaximumRepeats} more time{(count - MaximumRepeats > 1 ? "s" : "")}]\n");
    }

    private void WriteLast(PythonException exception)
    {
        if (exception.SyntaxPosition is { } position)
            Emit(SyntaxText.Of(exception, position));
        else
            Emit(exception.Text.Length == 0 ? exception.QualifiedTypeName + "\n" : $"{exception.QualifiedTypeName}: {exception.Text}\n");
        foreach (string note in exception.Notes)
            Emit(note + "\n");
    }

    // Within a group every line begins with a margin.
    private void Emit(string lines, char margin = '|')
    {
        if (_groupDepth == 0)
        {
            _text.Append(lines);
            return;
        }

        for (int start = 0; start < lines.Length;)
        {
            int end = lines.IndexOf('\n', start) is var found and >= 0 ? found + 1 : lines.Length;
            _text.Append(Indentation).Append(margin).Append(' ').Append(lines, start, end - start);
            start = end;
        }
    }
}
