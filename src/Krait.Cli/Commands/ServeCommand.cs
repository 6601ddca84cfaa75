using System.CommandLine;
using System.Linq;
using Krait.Cli.Guests;
using Krait.Cli.Output;
using Krait.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Krait.Cli.Commands;

/// <summary><c>krait serve</c>: the HTTP server until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = new Option<string>("--data") { Description = "Folder of the store; created when missing.", DefaultValueFactory = static _ => "./krait-data" };
        var urls = new Option<string>("--urls") { Description = "Address to listen on; port 0 takes a free one.", DefaultValueFactory = static _ => ServerClient.DefaultUrl };
        var command = new Command("serve", "Serve UDFs, indices and search over HTTP.") { data, urls };
        command.SetAction(async (result, token) =>
        {
            string folder = result.GetRequiredValue(data);
            await using WebApplication app = KraitServer.Build(new KraitServerOptions
            {
                DataFolder = folder,
                Urls = result.GetRequiredValue(urls),
                PreparesInterpreters = GuestPreparation.IsWanted,
            });
            await app.StartAsync(token).ConfigureAwait(false);
            string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            terminal.Output.WriteLine($"krait: listening on {address}, data in {folder}; Ctrl-C ends it");
            await app.WaitForShutdownAsync(token).ConfigureAwait(false);
            return (int)ExitCode.Success;
        });
        ExamplesHelp.Attach(command, "krait serve", "krait serve --data /var/lib/krait --urls http://127.0.0.1:9300");
        return command;
    }
}
