namespace Krait.Guests.Errors;

/// <summary>The errors of a sandbox whose memory is full before Python comes into it.</summary>
internal static class NoRoom
{
    private const string Cure = "the sandbox's memory is full; have Python let go of something, or Reset the sandbox";

    /// <summary>What is thrown.</summary>
    /// <param name="what">What there is no room for.</param>
    public static PythonException For(string what) => new("MemoryError", $"no room for {what}: {Cure}");

    /// <summary>Says more where Python says nothing: it has no more room for a text.</summary>
    public static string Explain(string typeName, string text, bool hasFrames) => typeName == "MemoryError" && text.Length == 0 && !hasFrames ? Cure : text;
}
