using System.Threading.Tasks;
using Krait.Server.Tests.Testing;
using Xunit.Runner.InProc.SystemConsole;

namespace Krait.Server.Tests;

/// <summary>Runs the tests or, started as <c>--serve FOLDER</c>, a server that tests may kill.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        args is [ServerProcess.ServeArgument, string folder, .. string[] more] ? ServerProcess.Serve(folder, more) : ConsoleRunner.Run(args);
}
