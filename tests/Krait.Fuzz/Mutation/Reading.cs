using System;
using System.Linq;
using Krait.Testing.Wast;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>Gives inputs to everything that reads them. What they may do: succeed, or throw a <see cref="KraitException"/>.</summary>
internal static class Reading
{
    // What one input may allocate: a part that every input may, and a part per byte or character.
    private const long FixedBytes = 2 << 20;
    private const long BytesPerUnit = 4000;
    private const long MaximumPrintedLocals = 2000;

    /// <summary>Decodes, encodes, prints, parses and validates. The module if it is valid, or null.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static Module? Binary(byte[] bytes) => Guarded(bytes.Length, () =>
    {
        Module module = ModuleDecoder.Decode(bytes);
        _ = module.Names;
        ModuleSections.Measure(bytes);
        ModuleEncoder.Encode(module);
        ModuleValidator.Validate(module);

        // Four bytes may declare thousands of locals, each of which is a word of the text.
        if (module.Functions.Sum(function => function.Body.Locals.Sum(run => (long)run.Count)) < MaximumPrintedLocals)
            TextParser.Parse(ModulePrinter.Print(module));
        return module;
    });

    /// <summary>Parses and validates. The module if it is valid, or null.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static Module? Text(string text) => Guarded(text.Length, () =>
    {
        Module module = TextParser.Parse(text);
        ModuleEncoder.Encode(module);
        ModuleValidator.Validate(module);
        return module;
    });

    /// <summary>Reads a script.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static void Script(string text) => Guarded<object>(text.Length, () =>
    {
        ScriptReader.Read(text);
        return null;
    });

    private static T? Guarded<T>(int length, Func<T?> read)
        where T : class
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T? result = null;
        try
        {
            result = read();
        }
        catch (KraitException)
        {
            // A clear refusal.
        }
        catch (Exception error)
        {
            throw new ReadingException($"{error.GetType().Name}: {error.Message}", error);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (FixedBytes + (BytesPerUnit * length) < allocated)
            throw new ReadingException($"an input of {length} bytes or characters allocated {allocated} bytes", null);
        return result;
    }
}

/// <summary>A reader did something that no input may make it do.</summary>
internal sealed class ReadingException(string message, Exception? inner) : Exception(message, inner);
