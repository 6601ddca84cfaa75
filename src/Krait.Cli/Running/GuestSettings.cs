using Krait.Runtime;
using Krait.Udf;

namespace Krait.Cli.Running;

/// <summary>How a command runs a guest.</summary>
/// <param name="Engine">The engine that runs it, and who watches.</param>
/// <param name="Limits">What it may use.</param>
internal sealed record GuestSettings(EngineOptions Engine, UdfLimits Limits);
