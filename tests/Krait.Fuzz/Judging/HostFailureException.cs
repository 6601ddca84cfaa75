using System;

namespace Krait.Fuzz.Judging;

/// <summary>What the host function <c>fail</c> throws.</summary>
internal sealed class HostFailureException() : Exception("the host failed");
