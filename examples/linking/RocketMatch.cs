using System;
using System.IO;
using Krait.Runtime;

namespace Krait.Examples.Linking;

/// <summary>A game and its player, two modules that know nothing of each other but a name.</summary>
/// <remarks>Neither gets anything else: no files, no clock, no console. What they do in a step is limited too.</remarks>
public sealed class RocketMatch : IDisposable
{
    /// <summary>Steps after which a match ends.</summary>
    public const int MostTicks = 300;

    private const int TicksPerFrame = 150;

    // A step of the game takes a few thousand units with a sensible player.
    private static readonly CallLimits s_step = new() { Fuel = 1_000_000 };

    private readonly Engine _engine = new(new EngineOptions { MeterFuel = true });
    private readonly Screen _screen = new();
    private readonly Instance _player;
    private readonly Instance _game;

    /// <summary>Links a player to a game.</summary>
    /// <param name="game">A module that imports <c>player.decide</c> and <c>screen.*</c>, and exports <c>start</c>, <c>tick</c>, <c>draw</c> and <c>score</c>.</param>
    /// <param name="player">A module that exports <c>decide</c>.</param>
    /// <exception cref="LinkException">The player does not offer what the game asks for.</exception>
    public RocketMatch(byte[] game, byte[] player)
    {
        // The player is a module of its own, with its own memory and no imports.
        _player = new Linker(_engine).Instantiate(_engine.Compile(player));

        // The game finds the player's exports under "player". Its calls go straight from one module's code to the other's.
        Linker linker = new Linker(_engine)
            .DefineInstance("player", _player)
            .DefineFunction("screen", "rocket", (double x, double y, double headingX, double headingY) => _screen.DrawRocket(x, y, headingX, headingY))
            .DefineFunction("screen", "rock", (double x, double y) => _screen.Draw(x, y, 'O'))
            .DefineFunction("screen", "bullet", (double x, double y) => _screen.Draw(x, y, '*'));
        _game = linker.Instantiate(_engine.Compile(game));
    }

    /// <summary>Plays until the rocket is hit or the time is up.</summary>
    /// <param name="seed">Which rocks come; the same seed gives the same match.</param>
    /// <param name="output">Gets the frames and the result.</param>
    /// <returns>How many rocks were shot.</returns>
    /// <exception cref="ResourceLimitException">A step took too long, for instance because the player loops.</exception>
    public int Play(int seed, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Action<int> start = _game.GetAction<int>("start");
        Func<int> tick = _game.GetFunction<int>("tick");
        Func<int> score = _game.GetFunction<int>("score");
        Action draw = _game.GetAction("draw");

        start(seed);
        for (int ticks = 1; ticks <= MostTicks; ticks++)
        {
            // From now on game and player are one: what either uses counts for both.
            _game.SetLimits(s_step);
            bool isWhole = tick() != 0;
            if (ticks % TicksPerFrame == 0 || !isWhole)
            {
                _screen.Clear();
                draw();
                _screen.Print(output, $"tick {ticks}, {score()} rocks shot");
            }

            if (!isWhole)
            {
                output.WriteLine($"hit after {ticks} ticks, {score()} rocks shot");
                return score();
            }
        }

        output.WriteLine($"still flying after {MostTicks} ticks, {score()} rocks shot");
        return score();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _game.Dispose();
        _player.Dispose();
        _engine.Dispose();
    }
}
