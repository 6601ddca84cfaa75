using System;
using System.IO;
using Krait.Examples.Linking;
using Krait.Wasm;

// Plays a match: GAME.wasm PLAYER.wasm [SEED]

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: GAME.wasm PLAYER.wasm [SEED]");
    return 2;
}

try
{
    using var match = new RocketMatch(File.ReadAllBytes(args[0]), File.ReadAllBytes(args[1]));
    int seed = args.Length == 3 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 1;
    match.Play(seed, Console.Out);
    return 0;
}
catch (Exception problem) when (problem is KraitException or IOException or FormatException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
