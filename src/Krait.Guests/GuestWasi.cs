using Krait.Wasi;

namespace Krait.Guests;

/// <summary>A sandbox's grants in the words of the system below it.</summary>
internal static class GuestWasi
{
    public static WasiOptions OptionsFor(PythonSandboxOptions options) => new()
    {
        Input = options.Input,
        Output = options.Output,
        Error = options.Error,
        MaximumOutputBytes = options.MaximumOutputBytes,
        MaximumErrorBytes = options.MaximumOutputBytes,
        MaximumFileBytes = options.MaximumFileBytes,
        Clock = options.Clock,
        Random = options.Random,
    };
}
