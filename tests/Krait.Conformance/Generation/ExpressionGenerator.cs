using System;
using System.Globalization;

namespace Krait.Conformance.Generation;

/// <summary>
/// Writes random expressions of a wanted type over the variables <c>a b c</c> (int), <c>x y</c> (float),
/// <c>s t</c> (str) and <c>xs ys</c> (list[int]). Ints carry a bound, so that none leaves 64 bits.
/// </summary>
internal sealed class ExpressionGenerator(Dice dice)
{
    /// <summary>Variables stay below this: statements reduce what they assign.</summary>
    public const double VariableBound = 10_000;

    private const double LargestBound = 1e18;

    /// <summary>An int expression.</summary>
    public string Int(int depth) => Int(depth, out _);

    /// <summary>A float expression; may be infinite or NaN.</summary>
    public string Float(int depth)
    {
        if (depth == 0)
            return dice.OneIn(3) ? dice.Pick("0.5", "1.25", "-2.0", "0.1", "3.0", "1e10", "-0.0") : dice.Pick("x", "y");
        return dice.Roll(10) switch
        {
            0 => $"({Int(depth - 1)} / {Int(depth - 1)})",
            1 => $"({Float(depth - 1)} * {SmallInt()})",
            2 => $"({SmallInt()} + {Float(depth - 1)})",
            3 => $"abs({Float(depth - 1)})",
            4 => $"float({Int(depth - 1)})",
            5 => $"min({Float(depth - 1)}, {Float(depth - 1)})",
            6 => $"-{Float(0)}",
            7 => $"({Float(depth - 1)} if {Bool(depth - 1)} else {Float(depth - 1)})",
            _ => $"({Float(depth - 1)} {dice.Pick("+", "-", "*", "/", "%", "//")} {Float(depth - 1)})",
        };
    }

    /// <summary>A bool expression.</summary>
    public string Bool(int depth)
    {
        if (depth == 0)
            return dice.Pick("True", "False", "a > b", "s == t", "x < y", "a != c", "not xs");
        return dice.Roll(12) switch
        {
            0 => $"({Bool(depth - 1)} and {Bool(depth - 1)})",
            1 => $"({Bool(depth - 1)} or {Bool(depth - 1)})",
            2 => $"(not {Bool(depth - 1)})",
            3 => $"({Str(depth - 1)} {Comparison()} {Str(depth - 1)})",
            4 => $"({Str(0)} in {Str(depth - 1)})",
            5 => $"({Int(depth - 1)} {dice.Pick("in", "not in")} {List(depth - 1)})",
            6 => $"({Int(depth - 1)} {Comparison()} {Int(depth - 1)} {Comparison()} {Int(depth - 1)})",
            7 => $"({Float(depth - 1)} {Comparison()} {Int(depth - 1)})",
            8 => $"({List(depth - 1)} {Comparison()} {List(depth - 1)})",
            9 => $"{Str(0)}.{dice.Pick("isdigit", "isalpha", "isupper", "islower", "isspace", "isalnum")}()",
            10 => $"{Str(depth - 1)}.{dice.Pick("startswith", "endswith")}({Str(0)})",
            _ => $"({Int(depth - 1)} {Comparison()} {Int(depth - 1)})",
        };
    }

    /// <summary>A str expression of moderate length.</summary>
    public string Str(int depth)
    {
        if (depth == 0)
            return dice.OneIn(3) ? dice.Pick("\"\"", "\"a\"", "\"Ab\"", "\"\\u4e16\"", "\" x \"", "\"12\"", "\"\\u00df\"") : dice.Pick("s", "t");
        return dice.Roll(12) switch
        {
            0 => $"({Str(depth - 1)} + {Str(depth - 1)})",
            1 => $"({Str(0)} * {dice.Roll(4) - 1})",
            2 => $"str({Int(depth - 1)})",
            3 => $"{Str(depth - 1)}[{Bound()}:{Bound()}]",
            4 => $"{Str(depth - 1)}[{Bound()}:{Bound()}:{dice.Pick("-2", "-1", "1", "2", "3")}]",
            5 => $"{Str(depth - 1)}.{dice.Pick("upper", "lower", "strip", "title", "swapcase", "capitalize", "lstrip", "rstrip")}()",
            6 => $"{Str(depth - 1)}.replace({Str(0)}, {Str(0)})",
            7 => $"\",\".join({Str(depth - 1)}.split())",
            8 => $"repr({Str(depth - 1)})",
            9 => $"({Str(depth - 1)} if {Bool(depth - 1)} else {Str(depth - 1)})",
            10 => $"f\"{{{dice.Pick("a", "x", "s", "xs", "b", "t!r")}}}-{{{dice.Pick("c", "y", "t", "ys")}}}\"",
            _ => $"str({Float(depth - 1)})",
        };
    }

    /// <summary>A list[int] expression of moderate length.</summary>
    public string List(int depth)
    {
        if (depth == 0)
            return dice.OneIn(3) ? $"[{SmallInt()}, {SmallInt()}]" : dice.Pick("xs", "ys");
        return dice.Roll(8) switch
        {
            0 => $"({List(depth - 1)} + {List(depth - 1)})",
            1 => $"({List(0)} * {dice.Roll(4) - 1})",
            2 => $"{List(depth - 1)}[{Bound()}:{Bound()}]",
            3 => $"{List(depth - 1)}[{Bound()}:{Bound()}:{dice.Pick("-2", "-1", "1", "2")}]",
            4 => $"sorted({List(depth - 1)})",
            5 => $"[{Reduced(depth - 1)}, {Reduced(depth - 1)}]",
            6 => $"[v {dice.Pick("+ 1", "* 2", "- 3", "% 7")} for v in {List(depth - 1)} if v {Comparison()} {SmallInt()}]",
            _ => $"list(range({SmallInt()}, {SmallInt()}, {dice.Pick("1", "2", "-1")}))",
        };
    }

    /// <summary>An int expression whose value is at most <see cref="VariableBound"/> either way.</summary>
    public string Reduced(int depth)
    {
        string text = Int(depth, out double bound);
        return bound <= VariableBound ? text : $"({text}) % 10007 - 5000";
    }

    private string Int(int depth, out double bound)
    {
        if (depth == 0)
        {
            if (dice.OneIn(3))
            {
                bound = 100;
                return SmallInt();
            }

            bound = VariableBound;
            return dice.Pick("a", "b", "c");
        }

        switch (dice.Roll(14))
        {
            case 0:
                bound = 1000;
                return $"len({(dice.OneIn(2) ? Str(depth - 1) : List(depth - 1))})";
            case 1:
                bound = 1000;
                return $"{Str(depth - 1)}.{dice.Pick("find", "count", "rfind")}({Str(0)})";
            case 2:
                bound = 1e6;
                return $"sum({List(0)})";
            case 3:
                return Unary(depth, out bound);
            case 4:
                bound = VariableBound * 2;
                return $"{List(0)}[{SmallInt()}]";
            case 5:
                bound = 1114111;
                return $"ord({Str(depth - 1)}[{SmallInt()}])";
            case 6:
                string first = Int(depth - 1, out double firstBound);
                string second = Int(depth - 1, out double secondBound);
                bound = Math.Max(firstBound, secondBound);
                return dice.OneIn(2) ? $"{dice.Pick("min", "max")}({first}, {second})" : $"({first} if {Bool(depth - 1)} else {second})";
            default:
                return Binary(depth, out bound);
        }
    }

    private string Unary(int depth, out double bound)
    {
        string text = Int(depth - 1, out bound);
        bound += 1;
        return dice.Pick($"-({text})", $"~({text})", $"abs({text})", $"int({Bool(depth - 1)})");
    }

    private string Binary(int depth, out double bound)
    {
        string left = Int(depth - 1, out double leftBound);
        string right = Int(depth - 1, out double rightBound);
        string op = dice.Pick("+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**", "*", "+");
        switch (op)
        {
            case "*" when leftBound * rightBound < LargestBound:
                bound = leftBound * rightBound;
                return $"({left} * {right})";
            case "<<" when leftBound < 1e15:
                bound = leftBound * 256;
                return $"({left} << {dice.Roll(9)})";
            case ">>":
                bound = leftBound;
                return $"({left} >> {dice.Roll(70)})";
            case "**" when leftBound < 1e6:
                bound = leftBound * leftBound * leftBound;
                return $"(({left}) ** {dice.Roll(4)})";
            case "//":
                bound = leftBound + 1;
                return $"({left} // {right})";
            case "%":
                bound = rightBound + 1;
                return $"({left} % {right})";
            case "&" or "|" or "^":
                bound = Math.Max(leftBound, rightBound) * 2 + 2;
                return $"({left} {op} {right})";
            default:
                bound = leftBound + rightBound;
                if (bound < LargestBound)
                    return $"({left} {(op == "-" ? "-" : "+")} {right})";
                bound = 10007;
                return $"({left} % 10007)";
        }
    }

    private string Comparison() => dice.Pick("<", "<=", ">", ">=", "==", "!=");

    private string Bound() => dice.OneIn(3) ? "" : SmallInt();

    private string SmallInt() => (dice.Roll(15) - 6).ToString(CultureInfo.InvariantCulture);
}
