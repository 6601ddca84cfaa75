using System;
using System.Globalization;
using Krait.Fuzz.Generation;

namespace Krait.Fuzz;

/// <summary>What <c>./dev fuzz</c> is told.</summary>
internal sealed record FuzzOptions
{
    /// <summary>For people.</summary>
    public const string Usage = "usage: ./dev fuzz [MINUTES] [--seed N] [--v8] | --case FILE.wat [--v8] | --mutant N | --crash N";

    // A day. Whoever asks for more probably means a seed.
    private const double MaximumMinutes = 24 * 60;

    /// <summary>How long; 1 minute by default.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first seed; by default one that the clock gives, so that every run sees other programs.</summary>
    public ulong Seed { get; init; } = (ulong)DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * 100_000 % 1_000_000_000_000;

    /// <summary>Compare with V8 as well.</summary>
    public bool WithV8 { get; init; }

    /// <summary>Only this case.</summary>
    public string? CaseFile { get; init; }

    /// <summary>Only this damaged input.</summary>
    public ulong? Mutant { get; init; }

    /// <summary>Only the program of this seed, which ends the process: to be made small.</summary>
    public ulong? Crash { get; init; }

    /// <summary>The options of a command line; null if it is not understood.</summary>
    public static FuzzOptions? Parse(ReadOnlySpan<string> arguments)
    {
        FuzzOptions options = new();
        bool hasTime = false;
        while (!arguments.IsEmpty)
        {
            string first = arguments[0];
            string? value = arguments.Length > 1 ? arguments[1] : null;
            bool takesValue = true;
            if (first == "--v8")
            {
                options = options with { WithV8 = true };
                takesValue = false;
            }
            else if (first == "--case" && value is not null)
            {
                options = options with { CaseFile = value };
            }
            else if (first == "--seed" && ulong.TryParse(value, CultureInfo.InvariantCulture, out ulong seed))
            {
                options = options with { Seed = seed };
            }
            else if (first == "--mutant" && ulong.TryParse(value, CultureInfo.InvariantCulture, out ulong mutant))
            {
                options = options with { Mutant = mutant };
            }
            else if (first == "--crash" && ulong.TryParse(value, CultureInfo.InvariantCulture, out ulong crash))
            {
                options = options with { Crash = crash };
            }
            else if (!hasTime && double.TryParse(first, CultureInfo.InvariantCulture, out double minutes) && minutes is > 0 and <= MaximumMinutes)
            {
                hasTime = true;
                options = options with { Time = TimeSpan.FromMinutes(minutes) };
                takesValue = false;
            }
            else
            {
                return null;
            }

            arguments = arguments[(takesValue ? 2 : 1)..];
        }

        return options;
    }

    /// <summary>What the program of a seed may contain.</summary>
    public ProgramProfile ProfileOf(ulong seed) => WithV8 ? ProgramProfile.JavaScript : ProgramGenerator.ProfileOf(seed);
}
