using System.Collections.Generic;
using Krait.Python.Syntax;

namespace Krait.Python.Binding;

/// <summary>Questions about parameter lists and literals that need no types.</summary>
internal static class Signature
{
    /// <summary>All parameters in order, without <c>*args</c> and <c>**kwargs</c>.</summary>
    public static List<Arg> ParametersOf(Arguments arguments) =>
        [.. arguments.PosOnlyArgs, .. arguments.Args, .. arguments.KwOnlyArgs];

    /// <summary>The default of each parameter in the order of <see cref="ParametersOf"/>; null where there is none.</summary>
    public static List<Expression?> DefaultsOf(Arguments arguments)
    {
        var defaults = new List<Expression?>();
        int positional = arguments.PosOnlyArgs.Length + arguments.Args.Length;
        for (int i = 0; i < positional; i++)
        {
            int index = i - (positional - arguments.Defaults.Length);
            defaults.Add(0 <= index ? arguments.Defaults[index] : null);
        }

        defaults.AddRange(arguments.KwDefaults);
        return defaults;
    }

    /// <summary>True for a literal, also with a sign.</summary>
    public static bool IsConstant(Expression expression) =>
        Literal(expression) is IntConstant or FloatConstant or StringConstant or BoolConstant or NoneConstant;

    /// <summary>The value of a literal, a sign applied; null for anything else.</summary>
    public static ConstantValue? Literal(Expression expression) => expression switch
    {
        Constant constant => constant.Value,
        UnaryOp { Op: UnaryOperator.USub, Operand: Constant { Value: IntConstant value } } => new IntConstant(-value.Value),
        UnaryOp { Op: UnaryOperator.USub, Operand: Constant { Value: FloatConstant value } } => new FloatConstant(-value.Value),
        _ => null,
    };
}
