using System;
using System.Linq;
using Krait.Testing.Wast;
using Krait.Wasm;

namespace Krait.Fuzz.Mutation;

/// <summary>Gives inputs to everything that reads them. What they may do: succeed, or throw a <see cref="KraitException"/>.</summary>
internal static class Reading
{
    // What one input may allocate: a part that every input may, and a part per byte or character.
    private const long FixedBytes = 1 << 20;
    private const long BytesPerUnit = 400;
    private const long MaximumPrintedLocals = 2000;
    private const int AskedFunctions = 20;

    private static readonly int[] s_askedOffsets = [-1, 0, 1, 10, 100, int.MaxValue];

    /// <summary>Decodes, encodes, prints, parses and validates; asks for names and lines as stack traces do.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static ReadInput Binary(byte[] bytes) => Guarded(bytes.Length, () =>
    {
        Module module = ModuleDecoder.Decode(bytes);
        AskForSources(module);
        ModuleSections.Measure(bytes);
        ModuleEncoder.Encode(module);
        ModuleValidator.Validate(module);

        // Four bytes may declare thousands of locals, each of which is a word of the text.
        if (module.Functions.Sum(function => function.Body.Locals.Sum(run => (long)run.Count)) < MaximumPrintedLocals)
            TextParser.Parse(ModulePrinter.Print(module));
        return module;
    });

    /// <summary>Parses and validates.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static ReadInput Text(string text) => Guarded(text.Length, () =>
    {
        Module module = TextParser.Parse(text);
        ModuleEncoder.Encode(module);
        ModuleValidator.Validate(module);
        return module;
    });

    /// <summary>Reads a script.</summary>
    /// <exception cref="ReadingException">Something happened that must not.</exception>
    public static ReadInput Script(string text) => Guarded(text.Length, () =>
    {
        ScriptReader.Read(text);
        return null;
    });

    // What stack traces do: names and lines of a few places.
    private static void AskForSources(Module module)
    {
        for (int function = 0; function < Math.Min(module.ImportedFunctionCount + module.Functions.Length, AskedFunctions); function++)
        {
            module.Names.FunctionName(function);
            foreach (int offset in s_askedOffsets)
                module.Source.TryFind(function, offset, out _);
        }
    }

    private static ReadInput Guarded(int length, Func<Module?> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Module? module = null;
        try
        {
            module = read();
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
        return new ReadInput(module, allocated);
    }
}

/// <summary>What came of reading an input.</summary>
/// <param name="Module">The module if there is one and it is valid, or null.</param>
/// <param name="AllocatedBytes">What all readers together allocated.</param>
internal readonly record struct ReadInput(Module? Module, long AllocatedBytes);

/// <summary>A reader did something that no input may make it do.</summary>
internal sealed class ReadingException(string message, Exception? inner) : Exception(message, inner);
