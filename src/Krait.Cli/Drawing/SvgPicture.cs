using System;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Krait.Cli.Drawing;

/// <summary>Writes one SVG picture: rectangles with labels and tooltips, in colours for light and dark pages.</summary>
internal sealed class SvgPicture
{
    private const string Style = """
        svg { background: #ffffff; font-family: ui-sans-serif, "DejaVu Sans", Verdana, sans-serif; font-size: 11px; }
        text { fill: #1c2128; pointer-events: none; }
        .title { font-size: 15px; font-weight: bold; }
        .quiet { fill: #57606a; }
        rect { stroke: #ffffff; stroke-width: 0.5; }
        .a { fill: #f2b56b; } .b { fill: #f08f6f; } .c { fill: #f5cf6e; } .d { fill: #8fc7a6; } .e { fill: #9db8e8; } .f { fill: #c9ced6; }
        .frame { fill: #eaeef2; }
        rect:hover { stroke: #1c2128; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          svg { background: #14171c; }
          text { fill: #e6e9ed; }
          .quiet { fill: #9aa4af; }
          rect { stroke: #14171c; }
          .a { fill: #8a5a1c; } .b { fill: #8c4129; } .c { fill: #7d6414; } .d { fill: #2f6b4b; } .e { fill: #34558f; } .f { fill: #4b535e; }
          .frame { fill: #22272e; }
          rect:hover { stroke: #e6e9ed; }
        }
        """;

    // Wide enough for most letters of a sans-serif face of 11 pixels; a label that does not fit is cut.
    private const double LetterWidth = 6.4;
    private readonly StringBuilder _text = new();

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="title">What it shows.</param>
    public SvgPicture(int width, int height, string title)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n");
        _text.Append("<title>").Append(Escape(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n");
    }

    /// <summary>Words on one line.</summary>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Base line.</param>
    /// <param name="style">A class of the style sheet; empty for ordinary text.</param>
    /// <param name="text">The words.</param>
    public void Text(double x, double y, string style, string text) =>
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\"{Class(style)}>{Escape(text)}</text>\n");

    /// <summary>A box with a tooltip, and a label where there is room for at least three letters of it.</summary>
    /// <param name="area">Where it is.</param>
    /// <param name="style">A class of the style sheet.</param>
    /// <param name="label">The label; cut to fit.</param>
    /// <param name="tooltip">All there is to say.</param>
    /// <param name="amount">The number it stands for, for programs that read the picture; null for none.</param>
    public void Box(Area area, string style, string label, string tooltip, long? amount = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<g><title>{Escape(tooltip)}</title><rect x=\"{area.X:0.##}\" y=\"{area.Y:0.##}\" width=\"{area.Width:0.##}\" height=\"{area.Height:0.##}\"{Class(style)}");
        if (amount is long number)
            _text.Append(CultureInfo.InvariantCulture, $" data-amount=\"{number}\"");
        _text.Append("/>");
        string fitting = Fit(label, area.Width - 6);
        if (fitting.Length > 0 && area.Height >= 13)
            _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{area.X + 3:0.##}\" y=\"{area.Y + Math.Min(area.Height, 18) - 5:0.##}\">{Escape(fitting)}</text>");
        _text.Append("</g>\n");
    }

    /// <summary>The picture, complete.</summary>
    public override string ToString() => _text + "</svg>\n";

    private static string Class(string style) => style.Length == 0 ? string.Empty : $" class=\"{style}\"";

    private static string Fit(string label, double width)
    {
        int letters = (int)(width / LetterWidth);
        if (label.Length <= letters)
            return label;
        if (letters < 3)
            return string.Empty;
        int end = letters - 2;
        return label[..(char.IsHighSurrogate(label[end - 1]) ? end - 1 : end)] + "..";
    }

    // Names come from modules and may hold anything; what XML has no way to write becomes a replacement character.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                escaped.Append(text[i]).Append(text[++i]);
            else
                escaped.Append(text[i] switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    char c when XmlConvert.IsXmlChar(c) && !char.IsControl(c) => c.ToString(),
                    _ => "\uFFFD",
                });
        }

        return escaped.ToString();
    }
}

/// <summary>A rectangle, in pixels from the left and top of the picture.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height);
