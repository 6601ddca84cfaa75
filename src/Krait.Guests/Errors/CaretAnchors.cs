using System.Collections.Generic;

namespace Krait.Guests.Errors;

/// <summary>What is marked within an expression that failed.</summary>
/// <param name="Start">Where the operator, or the brackets of a call or an index, begin.</param>
/// <param name="End">Where they end.</param>
/// <param name="IsCall">Whether it is a call.</param>
/// <param name="IsOfName">Whether it is a call of a mere name.</param>
internal readonly record struct CaretAnchors(int Start, int End, bool IsCall, bool IsOfName)
{
    /// <summary>Looks at an expression as the outermost of its operators sees it.</summary>
    /// <param name="segment">An expression, or a statement, in which nothing is marked.</param>
    /// <returns>Null where nothing is marked.</returns>
    public static CaretAnchors? Find(string segment)
    {
        if (ExpressionPart.Split(segment) is not { Count: > 0 } parts)
            return null;
        if (FindOperator(parts) is { } index)
        {
            ExpressionPart operation = parts[index];
            int end = operation.End;

            // CPython takes the second character for the operator's where the right side begins with a bracket of its own.
            if (operation.Length == 1 && end < segment.Length && index == parts.Count - 2 && parts[^1].Start == end && parts[^1].IsParenthesized(segment))
                end++;
            return new CaretAnchors(operation.Start, end, IsCall: false, IsOfName: false);
        }

        if (parts[0].Kind == PartKind.Operator || parts.Count < 2 || parts[^1].Kind != PartKind.Brackets)
            return null;
        bool isCall = segment[parts[^1].Start] == '(';
        if (!isCall && segment[parts[^1].Start] != '[')
            return null;
        return new CaretAnchors(parts[^1].Start, segment.Length, isCall, isCall && parts.Count == 2 && parts[0].Kind == PartKind.Name);
    }

    // The operator that is done last: of the weakest, the rightmost, except for powers.
    private static int? FindOperator(List<ExpressionPart> parts)
    {
        int? found = null;
        int weakest = int.MaxValue;
        for (int i = 1; i < parts.Count; i++)
        {
            if (parts[i].Kind != PartKind.Operator || parts[i - 1].Kind == PartKind.Operator)
                continue;
            int strength = parts[i].Strength;
            if (strength < weakest || (strength == weakest && strength != ExpressionPart.PowerStrength))
            {
                weakest = strength;
                found = i;
            }
        }

        // A sign before a power is done after it.
        return weakest == ExpressionPart.PowerStrength && parts[0].Kind == PartKind.Operator ? null : found;
    }
}
