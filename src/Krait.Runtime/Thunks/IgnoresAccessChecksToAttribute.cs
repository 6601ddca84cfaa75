namespace System.Runtime.CompilerServices;

/// <summary>The runtime looks for an attribute of this name; see <see cref="Krait.Runtime.Thunks.DynamicCode"/>.</summary>
/// <param name="assemblyName">Simple name of the assembly whose internals may be used.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    /// <summary>Simple name of the assembly whose internals may be used.</summary>
    public string AssemblyName { get; } = assemblyName;
}
