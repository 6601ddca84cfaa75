namespace Krait.Guests.Tests;

/// <summary>Tests that no other test may run beside.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
