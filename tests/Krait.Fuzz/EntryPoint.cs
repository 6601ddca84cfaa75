using System.Threading.Tasks;
using Xunit.Runner.InProc.SystemConsole;

namespace Krait.Fuzz;

/// <summary>Runs the tests or, started with <c>fuzz</c>, looks for differences for as long as it is told.</summary>
internal static class EntryPoint
{
    public static Task<int> Main(string[] args) =>
        args is ["fuzz", .. string[] rest] ? Task.FromResult(FuzzCommand.Run(rest)) : ConsoleRunner.Run(args);
}
