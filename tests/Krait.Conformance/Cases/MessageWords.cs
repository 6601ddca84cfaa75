using System.Collections.Generic;

namespace Krait.Conformance.Cases;

/// <summary>Exception messages that CPython words differently from version to version; the typed tier has those of 3.14.</summary>
internal static class MessageWords
{
    private static readonly Dictionary<string, string> s_shared = new()
    {
        // 3.13 and earlier name the operation; 3.14 says the same for all of them.
        ["integer division or modulo by zero"] = "division by zero",
        ["integer modulo by zero"] = "division by zero",
        ["float division by zero"] = "division by zero",
        ["float modulo"] = "division by zero",
        ["float modulo by zero"] = "division by zero",
        ["float floor division by zero"] = "division by zero",
        ["float divmod()"] = "division by zero",
        // 3.13 and earlier.
        ["0.0 cannot be raised to a negative power"] = "zero to a negative power",
        // 3.11 and earlier.
        ["min() arg is an empty sequence"] = "min() iterable argument is empty",
        ["max() arg is an empty sequence"] = "max() iterable argument is empty",
        // 3.14 says what the number was.
        ["math domain error"] = "expected a nonnegative input",
        // The C library's words for ERANGE.
        ["(34, 'Numerical result out of range')"] = "result too large",
        ["(34, 'Result too large')"] = "result too large",
    };

    /// <summary>The message in the words of the newest version where they are known to have changed.</summary>
    public static string Share(string message) => s_shared.GetValueOrDefault(message, message);
}
