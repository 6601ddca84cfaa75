using System.Collections.Generic;
using System.Linq;

namespace Krait.Udf.Registry;

/// <summary>From the limits a registration asks for to those it gets.</summary>
internal static class LimitRequest
{
    /// <exception cref="UdfException"><see cref="UdfErrorCode.InvalidParameters"/>: an unknown name, or a value out of range.</exception>
    public static UdfLimits Resolve(IReadOnlyDictionary<string, long>? asked, UdfHostOptions options)
    {
        UdfLimits limits = options.DefaultLimits;
        foreach ((string name, long value) in asked ?? new Dictionary<string, long>())
        {
            if (UdfLimitTable.FindOrNull(name) is not { } row)
                throw Refuse($"limit '{name}' is unknown; limits are {string.Join(", ", UdfLimitTable.Rows.Select(r => r.Name))}");

            long maximum = row.Read(options.MaximumLimits);
            if (value < row.Minimum || maximum < value)
                throw Refuse($"limit {name} is {value}; it can be {row.Minimum} to {maximum} {row.Unit}");

            limits = row.Write(limits, value);
        }

        return limits;
    }

    private static UdfException Refuse(string message) => new(UdfErrorCode.InvalidParameters, message) { Scope = UdfErrorScope.Request };
}
