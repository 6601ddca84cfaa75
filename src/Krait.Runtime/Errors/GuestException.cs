using System;
using System.Collections.Immutable;
using System.Linq;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime;

// The object that a throw throws is never kept inside the guest: .NET records in it every frame that it passes, which may be
// many thousands. What handlers and exception references keep are copies that were not thrown.

/// <summary>An exception of a guest: thrown by <c>throw</c>, or by a host function for its guest to catch.</summary>
/// <remarks>
/// It leaves the guest when no handler there catches it. A host function may throw one, and may catch one that a guest threw
/// whom it called. Traps, limits, cancellation and other .NET exceptions are not of this kind: no handler of a guest sees them.
/// Spec: exec/runtime, exception instances.
/// </remarks>
public sealed class GuestException : KraitException
{
    /// <summary>
    /// Exceptions that the exception references (<c>exnref</c>) of linked instances can refer to. Beyond that, those caught longest
    /// ago are forgotten, except what a global or a table holds; using a forgotten reference ends in
    /// <see cref="ResourceKind.ExceptionReferences"/>. One that carries many values, or other exceptions, counts several times.
    /// </summary>
    public const int MaximumReferences = 16_384;

    // Values that one exception may carry before it counts as two.
    private const int ValuesPerCount = 16;

    private readonly TrapSite _site;
    private ImmutableArray<GuestFrame> _frames;

    /// <summary>Makes an exception for a host function to throw.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="values">One value per parameter of the tag.</param>
    /// <exception cref="ArgumentException">Number or types of the values do not fit.</exception>
    public GuestException(Tag tag, params ReadOnlySpan<Value> values)
        : this(tag, values.ToImmutableArray(), TrapSite.Unknown)
    {
        ImmutableArray<Krait.Wasm.ValueType> types = tag.Type.Parameters;
        if (values.Length != types.Length)
            throw new ArgumentException($"{tag} takes {types.Length} values, not {values.Length}", nameof(values));
        for (int i = 0; i < types.Length; i++)
        {
            if (!References.Accepts(types[i], values[i]))
                throw new ArgumentException($"value {i} of {tag} is of type {types[i]}, not {values[i].Type}", nameof(values));
        }
    }

    /// <exception cref="ResourceLimitException">It carries more than all references together may.</exception>
    internal GuestException(Tag tag, ImmutableArray<Value> values, TrapSite site)
        : base("an exception of a guest")
    {
        ArgumentNullException.ThrowIfNull(tag);
        Tag = tag;
        Values = values;
        TagNumber = tag.Number;
        _site = site;
        long weight = 1 + (values.Length / ValuesPerCount);
        foreach (Value value in values)
        {
            if (value.Reference is GuestException inner)
                weight += inner.Weight;
        }

        if (MaximumReferences < weight)
            throw ExceptionReferences.Exhausted();
        Weight = (int)weight;
    }

    private GuestException(GuestException other, TrapSite site)
        : base("an exception of a guest")
    {
        Tag = other.Tag;
        Values = other.Values;
        TagNumber = other.TagNumber;
        Weight = other.Weight;
        _site = site;
    }

    /// <summary>What kind of exception it is; compare with <see cref="object.ReferenceEquals"/>.</summary>
    public Tag Tag { get; }

    /// <summary>One value per parameter of the tag.</summary>
    public ImmutableArray<Value> Values { get; }

    /// <summary>
    /// The guest's calls at the place that threw it last (<c>throw</c>, <c>rethrow</c>, <c>throw_ref</c>), innermost first, at most
    /// <see cref="GuestFrame.MaximumFrames"/> of them; empty for one that was not thrown. Computed on first use.
    /// </summary>
    public ImmutableArray<GuestFrame> Frames =>
        _frames.IsDefault ? _frames = GuestStackTrace.Read(this, _site) : _frames;

    /// <summary>The message, the guest's calls, then the host's.</summary>
    public override string ToString() => $"{GetType()}: {Message}{GuestFrame.Print(Frames)}\n{StackTrace}";

    /// <summary>The tag's type and up to eight of the values.</summary>
    public override string Message
    {
        get
        {
            string values = string.Join(", ", Values.Take(8).Select(Print));
            return values.Length == 0 ? $"uncaught exception of {Tag}" : $"uncaught exception of {Tag}: {values}{(8 < Values.Length ? ", ..." : "")}";
        }
    }

    /// <summary>The number of <see cref="Tag"/>, where compiled code finds it.</summary>
    internal long TagNumber { get; }

    /// <summary>How many times it counts towards <see cref="MaximumReferences"/>: a measure of its memory, inner ones included.</summary>
    internal int Weight { get; }

    /// <summary>The same exception as an object that was not thrown, to be kept.</summary>
    internal GuestException Kept() => new(this, TrapSite.Unknown);

    /// <summary>The same exception as an object to be thrown.</summary>
    internal GuestException ThrownAt(TrapSite site) => new(this, site);

    // A host object's own text is not asked for: it may be long, or run code.
    private static string Print(Value value) => value.Type.IsReference && value.Reference is not null ? value.Type.ToString() : value.ToString();
}
