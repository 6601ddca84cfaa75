using System.Text;

namespace Krait.Conformance.Generation;

/// <summary>Writes random programs of the typed tier: functions of random statements, called with random arguments.</summary>
internal sealed class ProgramGenerator
{
    private readonly Dice _dice;
    private readonly ExpressionGenerator _expressions;
    private readonly StringBuilder _text = new();
    private int _counters;

    private ProgramGenerator(ulong seed)
    {
        _dice = new Dice(seed);
        _expressions = new ExpressionGenerator(_dice);
    }

    /// <summary>One source text of several programs; each prints what it computes, and the type of what it raises.</summary>
    public static string Write(ulong seed, int count)
    {
        var generator = new ProgramGenerator(seed);
        for (int i = 0; i < count; i++)
            generator.Function(i);
        for (int i = 0; i < count; i++)
            generator.Calls(i);
        return generator._text.ToString();
    }

    private void Function(int number)
    {
        Line(0, $"def f{number}(a: int, b: int, c: int, x: float, y: float, s: str, t: str, xs: list[int], ys: list[int]) -> int:");
        for (int i = 0; i < 5; i++)
            Statement(1, 2);
        Line(1, $"print(a, b, c, x, y, s, t, xs, ys)");
        Line(1, $"return {_expressions.Int(2)}");
        Line(0, "");
        Line(0, "");
    }

    private void Calls(int number)
    {
        for (int i = 0; i < 3; i++)
        {
            string text = _dice.Pick("\"krait\"", "\"\"", "\"A b\"", "\"\\u4e16x\\u4e16\"", "\"121\"", "\"na\\u00efve\"");
            string other = _dice.Pick("\"a\"", "\"it's\"", "\"ka\"", "\" \"", "\"\\U0001f40d\"");
            string list = _dice.Pick("[]", "[1]", "[3, -1, 2]", "[5, 5, 0, 2, 9]");
            Line(0, "try:");
            Line(1, $"print(f{number}({_dice.Roll(200) - 100}, {_dice.Roll(20) - 10}, {_dice.Roll(3) - 1}, {_dice.Roll(100)} / 8, -{_dice.Roll(9)}.3, {text}, {other}, {list}, [7, {_dice.Roll(9)}]))");
            foreach (string type in (string[])["ZeroDivisionError", "IndexError", "OverflowError", "ValueError"])
            {
                Line(0, $"except {type}:");
                Line(1, $"print(\"{type}\")");
            }
        }
    }

    private void Statement(int indent, int depth)
    {
        switch (_dice.Roll(depth > 0 ? 13 : 8))
        {
            case 0 or 1:
                Line(indent, $"{_dice.Pick("a", "b", "c")} = {_expressions.Reduced(2)}");
                break;
            case 2:
                Line(indent, $"{_dice.Pick("x", "y")} = {_expressions.Float(2)}");
                break;
            case 3:
                Line(indent, $"{_dice.Pick("s", "t")} = ({_expressions.Str(2)})[:12]");
                break;
            case 4:
                Line(indent, $"{_dice.Pick("xs", "ys")} = ({_expressions.List(2)})[:8]");
                break;
            case 5:
                Line(indent, $"print({_expressions.Int(2)}, {_expressions.Float(1)}, {_expressions.Bool(2)}, {_expressions.Str(2)})");
                break;
            case 6:
                Line(indent, _dice.Pick("xs.append(a % 100)", "ys.insert(1, b % 50)", "xs.reverse()", "ys.sort()", "a, b = b, a", "s, t = t, s", "xs = ys[:]"));
                break;
            case 7:
                Line(indent, $"{_dice.Pick("a", "b", "c")} {_dice.Pick("+=", "-=")} {_dice.Roll(50)}");
                break;
            case 8 or 9:
                Line(indent, $"if {_expressions.Bool(2)}:");
                Block(indent + 1, depth - 1);
                if (_dice.OneIn(2))
                {
                    Line(indent, "else:");
                    Block(indent + 1, depth - 1);
                }

                break;
            case 10:
                ForLoop(indent, depth);
                break;
            case 11:
                WhileLoop(indent, depth);
                break;
            default:
                Line(indent, "try:");
                Block(indent + 1, depth - 1);
                Line(indent, $"except {_dice.Pick("ZeroDivisionError", "IndexError", "(ZeroDivisionError, IndexError)", "Exception")}:");
                Block(indent + 1, depth - 1);
                if (_dice.OneIn(2))
                {
                    Line(indent, "finally:");
                    Line(indent + 1, "print(\"finally\", a)");
                }

                break;
        }
    }

    private void ForLoop(int indent, int depth)
    {
        string i = "i" + _counters++;
        string iterable = _dice.Pick("range(3)", "range(5, 0, -2)", "xs[:4]", "s[:4]", "enumerate(ys[:3])", "zip(xs[:3], t[:3])");
        string target = iterable[0] is 'e' or 'z' ? $"{i}, j{i}" : i;
        Line(indent, $"for {target} in {iterable}:");
        Line(indent + 1, $"print({i})");
        Block(indent + 1, depth - 1);
        if (_dice.OneIn(3))
        {
            Line(indent + 1, $"if {_expressions.Bool(1)}:");
            Line(indent + 2, _dice.Pick("break", "continue"));
        }

        if (_dice.OneIn(3))
        {
            Line(indent, "else:");
            Line(indent + 1, "print(\"else\")");
        }
    }

    // The counter bounds the loop whatever the condition does.
    private void WhileLoop(int indent, int depth)
    {
        string n = "n" + _counters++;
        Line(indent, $"{n} = 0");
        Line(indent, $"while {n} < 4 and {_expressions.Bool(1)}:");
        Line(indent + 1, $"{n} += 1");
        if (_dice.OneIn(3))
        {
            Line(indent + 1, $"if {_expressions.Bool(1)}:");
            Line(indent + 2, "continue");
        }

        Block(indent + 1, depth - 1);
    }

    private void Block(int indent, int depth)
    {
        Statement(indent, depth);
        if (_dice.OneIn(2))
            Statement(indent, depth);
    }

    private void Line(int indent, string text) => _text.Append(' ', indent * 4).Append(text).Append('\n');
}
