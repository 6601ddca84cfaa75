using System.IO;

namespace Krait.Cli.Commands;

/// <summary>The example files that the demo carries with it, so that it runs from any folder.</summary>
internal static class DemoData
{
    /// <summary>Reads an embedded file.</summary>
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(DemoData).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("the command was built without " + name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
