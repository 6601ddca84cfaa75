using System.Collections.Immutable;
using Krait.Wasm;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Store;

// What an exception carries are values, not words: it may pass from one store through the host into another one, and it
// may outlive both.

/// <summary>Makes exceptions of a guest's words, and words of exceptions. Both back ends use it.</summary>
internal static unsafe class GuestExceptions
{
    /// <summary>What <c>throw</c> throws.</summary>
    /// <param name="instance">The instance that throws.</param>
    /// <param name="tagIndex">A tag of its module.</param>
    /// <param name="words">The tag's values; a v128 takes two words, the low half first.</param>
    /// <param name="site">The instruction.</param>
    public static GuestException Make(Instance instance, int tagIndex, long* words, TrapSite site)
    {
        Tag tag = instance.Tags[tagIndex];
        ImmutableArray<ValueType> types = tag.Type.Parameters;
        ImmutableArray<Value>.Builder values = ImmutableArray.CreateBuilder<Value>(types.Length);
        for (int i = 0; i < types.Length; i++)
        {
            values.Add(References.Load(types[i], words, instance.Store));
            words += WordCounts.Of(types[i]);
        }

        return new GuestException(tag, values.MoveToImmutable(), site);
    }

    /// <summary>Writes the values of a caught exception as words.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="instance">The instance that caught it.</param>
    /// <param name="words">Receives the tag's values, as in <see cref="Make"/>.</param>
    public static void Unpack(GuestException exception, Instance instance, long* words)
    {
        ImmutableArray<ValueType> types = exception.Tag.Type.Parameters;
        for (int i = 0; i < types.Length; i++)
        {
            References.Store(types[i], exception.Values[i], words, instance.Store);
            words += WordCounts.Of(types[i]);
        }
    }

    /// <summary>The exception reference that a handler gets.</summary>
    /// <returns>A number, never 0.</returns>
    public static long Refer(GuestException exception, Instance instance) => instance.Store.NumberOfException(exception);

    /// <summary>What <c>throw_ref</c> throws: the exception again, or a trap for the null reference.</summary>
    /// <exception cref="ResourceLimitException">The reference is forgotten, see <see cref="GuestException.MaximumReferences"/>.</exception>
    public static KraitException ThrowReference(long word, Instance instance, TrapSite site) =>
        word == 0 ? new TrapException(TrapCode.NullExceptionReference, site) : instance.Store.ExceptionAt(word).ThrownAt(site);
}
