using System.Text;

namespace Krait.Conformance.Generation;

/// <summary>
/// Writes random programs about what an optimiser may get wrong: loops whose bounds, lists and indices change while they run,
/// two names for one list, ints at the edge of 64 bits, and exceptions out of the middle of it.
/// The judge must check every int for 64 bits.
/// </summary>
internal sealed class LoopGenerator
{
    private readonly Dice _dice;
    private readonly StringBuilder _text = new();
    private int _counters;
    private int _loops;

    private LoopGenerator(ulong seed) => _dice = new Dice(seed);

    /// <summary>One source text of several programs; each prints what it computes, and what it raises.</summary>
    public static string Write(ulong seed, int count)
    {
        var generator = new LoopGenerator(seed);
        generator.Helpers();
        for (int i = 0; i < count; i++)
            generator.Function(i);
        for (int i = 0; i < count; i++)
            generator.Calls(i);
        return generator._text.ToString();
    }

    private void Helpers() => _text.Append("""
        def read(zs: list[int], i: int) -> int:
            return zs[i]


        def grow(zs: list[int], v: int) -> int:
            if len(zs) < 30:
                zs.append(v)
            return len(zs)


        def shrink(zs: list[int]) -> int:
            return zs.pop()


        def add(p: int, q: int) -> int:
            return p + q



        """.ReplaceLineEndings("\n"));

    private void Function(int number)
    {
        Line(0, $"def g{number}(n: int, m: int, xs: list[int], ys: list[int]) -> int:");
        Line(1, "a = n");
        Line(1, "b = m");
        Line(1, "i = 0");
        Line(1, "j = 1");
        for (int k = 0; k < 4; k++)
            Statement(1, 3, inLoop: false);
        Line(1, "print(a, b, i, j, xs, ys)");
        Line(1, $"return {Int(1)}");
        Line(0, "");
        Line(0, "");
    }

    private void Calls(int number)
    {
        for (int k = 0; k < 4; k++)
        {
            string large = _dice.Pick("9223372036854775807", "-9223372036854775808", "4611686018427387904", "-1", "2147483648", "3", "0", "7");
            string list = _dice.Pick("[]", "[5]", "[3, -1, 2]", "[9223372036854775807, 1, -5, 8, 2, 2]", "[1, 2, 3, 4, 5, 6, 7, 8]");
            Line(0, "try:");
            Line(1, $"print(g{number}({_dice.Roll(9) - 2}, {large}, {list}, [4, {_dice.Roll(9) - 3}, 6]))");
            Line(0, "except ZeroDivisionError:");
            Line(1, "print(\"ZeroDivisionError\")");
            foreach (string type in (string[])["IndexError", "OverflowError", "ValueError"])
            {
                Line(0, $"except {type} as e:");
                Line(1, $"print(\"{type}\", e)");
            }
        }
    }

    private void Statement(int indent, int depth, bool inLoop)
    {
        int kind = _dice.Roll(depth > 0 && _loops < 3 ? 20 : 13);
        switch (kind)
        {
            case 0 or 1 or 2:
                Line(indent, $"{Name()} = {Int(2)}");
                break;
            case 3:
                Line(indent, $"{Name()} {_dice.Pick("+=", "-=", "*=", "+=", "//=", "%=")} {Int(1)}");
                break;
            case 4:
                Line(indent, $"{List()}[{Index()}] = {Int(1)}");
                break;
            case 5:
                Line(indent, $"{List()}[{Index()}] {_dice.Pick("+=", "-=", "*=")} {Int(0)}");
                break;
            case 6:
                Line(indent, $"if len(xs) < 30:");
                Line(indent + 1, _dice.Pick($"xs.append({Int(1)})", $"xs.insert({Index()}, {Int(0)})", "xs = xs + ys[:3]", "xs.extend(ys[:2])"));
                break;
            case 7:
                Line(indent, _dice.Pick("xs.pop()", "ys.pop(0)", "ys = xs", "xs = ys", "xs = xs[:]", "xs.reverse()", "ys = xs[1:]", "xs, ys = ys, xs", "del xs[0]", "xs.clear()"));
                break;
            case 8:
                Line(indent, $"{Name()} = {_dice.Pick($"read({List()}, {Index()})", $"grow({List()}, {Int(0)})", $"shrink({List()})", $"add({Int(0)}, {Int(0)})")}");
                break;
            case 9 or 10:
                Line(indent, $"print({Int(1)}, {List()}, {Condition()})");
                break;
            case 11 or 12:
                Line(indent, $"if {Condition()}:");
                if (inLoop && _dice.OneIn(2))
                    Line(indent + 1, _dice.Pick("break", "continue", "continue"));
                else
                    Block(indent + 1, depth - 1, inLoop);
                break;
            case 13 or 14 or 15:
                ForRange(indent, depth);
                break;
            case 16:
                Loop(indent, depth, $"for {Name()} in {List()}:");
                break;
            case 17 or 18:
                While(indent, depth);
                break;
            default:
                Try(indent, depth, inLoop);
                break;
        }
    }

    private void ForRange(int indent, int depth)
    {
        string bound = _dice.Pick("len(xs)", "len(xs) - 1", "n", "n + 1", "len(ys)", "6", "min(n, 5)", "len(xs) // 2");
        string range = _dice.Roll(6) switch
        {
            0 => $"range({_dice.Pick("0", "1", "2", "-2")}, {bound})",
            1 => $"range({bound}, {_dice.Pick("-1", "0", "1")}, -1)",
            2 => $"range(0, {bound}, {_dice.Pick("2", "3")})",
            3 => $"range(len(xs) - 1, -1, {_dice.Pick("-1", "-2")})",
            _ => $"range({bound})",
        };
        Loop(indent, depth, $"for {_dice.Pick("i", "j")} in {range}:");
        if (_dice.OneIn(4))
        {
            Line(indent, "else:");
            Block(indent + 1, 0, inLoop: false);
        }
    }

    // A counter of its own ends the loop however its variables are changed.
    private void While(int indent, int depth)
    {
        string k = "k" + _counters++;
        string condition = _dice.Pick("i < len(xs)", "i < n", "i <= len(xs) - 1", "j > 0", "i < j", "a != b", "len(xs) > i", Condition());
        Line(indent, $"{k} = 0");
        Loop(indent, depth, $"while {k} < 9 and {condition}:", $"{k} += 1", _dice.Pick("i += 1", "j -= 1", "i = i + 1", "i += 2", "pass"));
    }

    private void Loop(int indent, int depth, string head, params string[] first)
    {
        _loops++;
        Line(indent, head);
        foreach (string line in first)
            Line(indent + 1, line);
        Block(indent + 1, depth - 1, inLoop: true);
        _loops--;
    }

    private void Try(int indent, int depth, bool inLoop)
    {
        Line(indent, "try:");
        Block(indent + 1, depth - 1, inLoop);
        if (_dice.OneIn(4))
        {
            Line(indent, "finally:");
            Line(indent + 1, "print(\"finally\", a, xs)");
            if (inLoop && _dice.OneIn(3))
                Line(indent + 1, _dice.Pick("break", "continue"));
            return;
        }

        Line(indent, $"except {_dice.Pick("IndexError", "OverflowError", "(IndexError, ZeroDivisionError)", "ArithmeticError", "Exception")} as e:");
        Line(indent + 1, _dice.Pick("print(\"caught\", a, xs)", "a = 1", "raise", "b = len(xs)"));
    }

    private void Block(int indent, int depth, bool inLoop)
    {
        int count = 1 + _dice.Roll(3);
        for (int k = 0; k < count; k++)
            Statement(indent, depth, inLoop);
    }

    private string Int(int depth)
    {
        if (depth == 0)
            return _dice.OneIn(3) ? _dice.Pick("0", "1", "2", "-1", "3", "10", "-7", "9223372036854775807", "4294967296") : _dice.Pick("a", "b", "i", "j", "n", "m");
        return _dice.Roll(9) switch
        {
            0 => $"len({List()})",
            1 => $"{List()}[{Index()}]",
            2 => $"{List()}[{Index()}] + {List()}[{Index()}]",
            3 => $"{_dice.Pick("min", "max")}({Int(depth - 1)}, {Int(depth - 1)})",
            4 => $"-({Int(depth - 1)})",
            5 => $"abs({Int(depth - 1)})",
            _ => $"({Int(depth - 1)} {_dice.Pick("+", "-", "*", "+", "-", "//", "%", "&", "^")} {Int(depth - 1)})",
        };
    }

    private string Index() => _dice.Pick("i", "j", "i + 1", "i - 1", "j - 1", "-1", "0", "i + j", "len(xs) - 1 - i", "-i", "i % 3", "a % 4", "n", "j // 2", "2", "i * 2");

    private string Condition() => _dice.Roll(6) switch
    {
        0 => $"{List()}[{Index()}] {Comparison()} {Int(0)}",
        1 => $"i {Comparison()} len({List()})",
        2 => $"{Int(0)} in {List()}",
        3 => $"0 <= {_dice.Pick("i", "j", "a")} < len({List()})",
        _ => $"{Int(1)} {Comparison()} {Int(1)}",
    };

    private string Comparison() => _dice.Pick("<", "<=", ">", ">=", "==", "!=");

    private string Name() => _dice.Pick("a", "b", "i", "j", "a", "b");

    private string List() => _dice.Pick("xs", "xs", "ys");

    private void Line(int indent, string text) => _text.Append(' ', indent * 4).Append(text).Append('\n');
}
