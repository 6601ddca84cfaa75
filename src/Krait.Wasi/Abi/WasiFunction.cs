using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Krait.Runtime;

namespace Krait.Wasi.Abi;

/// <summary>What a WASI function does.</summary>
internal delegate WasiErrno WasiMethod(in GuestCall call);

/// <summary>A row of the table of WASI functions.</summary>
/// <param name="Name">As in the standard.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Method">What it does.</param>
/// <param name="Grant">What of <see cref="WasiOptions"/> it shows or needs.</param>
internal sealed record WasiFunction(string Name, ImmutableArray<WasiParameter> Parameters, WasiMethod Method, string Grant)
{
    /// <summary>What a function answers: an errno, or nothing if it does not come back.</summary>
    public bool Returns => Name != "proc_exit";

    /// <summary>Its types as one letter each: <c>i</c> for i32, <c>I</c> for i64.</summary>
    public string Shape => string.Concat(Parameters.Select(static parameter => parameter.IsInt64 ? 'I' : 'i'));

    /// <summary>Makes a row from text such as <c>"fd: fd, iovs: @ciovec, iovs_len: size, nwritten: @size"</c>.</summary>
    public static WasiFunction Row(string name, string parameters, WasiMethod method, string grant) =>
        new(name, [.. parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Parse)], method, grant);

    /// <summary>Runs the function for a guest.</summary>
    public WasiErrno Call(WasiHost host, Caller caller, in GuestArguments arguments)
    {
        WasiErrno errno;
        try
        {
            var call = new GuestCall(host, caller, arguments);
            errno = Method(call);
        }
        catch (Exception exception) when (HostCallShapes.ErrnoOf(exception) is { } failure)
        {
            errno = failure;
        }

        host.Options.Trace?.Invoke(Describe(arguments, errno));
        return errno;
    }

    private static WasiParameter Parse(string text)
    {
        string[] parts = text.Split(": ");
        return new WasiParameter(parts[0], parts[1], parts[1] is "filesize" or "filedelta" or "timestamp" or "rights" or "dircookie");
    }

    private string Describe(in GuestArguments arguments, WasiErrno errno)
    {
        var text = new StringBuilder(Name).Append('(');
        for (int i = 0; i < Parameters.Length; i++)
        {
            WasiParameter parameter = Parameters[i];
            text.Append(i == 0 ? string.Empty : ", ").Append(parameter.Name).Append('=');
            if (parameter.Type[0] == '@')
                text.Append(CultureInfo.InvariantCulture, $"0x{(uint)arguments[i]:x}");
            else
                text.Append(CultureInfo.InvariantCulture, $"{arguments[i]}");
        }

        return text.Append(") -> ").Append(errno.ToString()).ToString();
    }
}
