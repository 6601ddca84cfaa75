using System;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

// A module's functions are translated one by one when they are first called: large modules use a small part of their code.
// Entries and code are pinned arrays, so that records, frames and instructions can hold their addresses; the module
// keeps them, and whatever runs keeps the module.

/// <summary>A module as the interpreter runs it.</summary>
internal sealed unsafe class InterpretedModule : ModuleCode
{
    private static readonly Instruction[] s_stubs = MakeStubs();

    private readonly Lock _gate = new();
    private readonly FunctionEntry[] _entries;
    private readonly Instruction[]?[] _code; // guarded by _gate
    private readonly int[]?[] _codeOffsets; // guarded by _gate
    private readonly HandlerTable?[] _handlers; // guarded by _gate
    private readonly TranslationPlan _plan;
    private readonly ImmutableArray<FunctionShape> _shapes;

    public InterpretedModule(ValidatedModule validated, Engine engine, ContextLayout layout, TypeLease types)
        : base(validated.Module, layout, types)
    {
        Module module = validated.Module;
        _shapes = validated.FunctionShapes;
        _entries = GC.AllocateArray<FunctionEntry>(Math.Max(module.Functions.Length, 1), pinned: true);
        _code = new Instruction[module.Functions.Length][];
        _codeOffsets = new int[module.Functions.Length][];
        _handlers = new HandlerTable[module.Functions.Length];
        _plan = new TranslationPlan(module, layout, types, (nint)AddressOf(_entries), engine.Options);
        for (int i = 0; i < module.Functions.Length; i++)
            _entries[i] = EntryOf(module, i, validated.FunctionShapes[i]);
    }

    /// <summary>The instruction that ends an activation; it is where the outermost frame returns to.</summary>
    public static Instruction* ExitStub => AddressOf(s_stubs);

    private static Instruction* TranslateStub => AddressOf(s_stubs) + 1;

    /// <inheritdoc/>
    public override nint AddressOf(int function) => (nint)(AddressOf(_entries) + (function - Module.ImportedFunctionCount));

    /// <summary>The module of an instance that the interpreter runs.</summary>
    public static InterpretedModule Of(GuestContext* context) => (InterpretedModule)References.InstanceOf(context->Instance).Module.Code;

    /// <summary>Makes a function's code on its first call.</summary>
    /// <returns>Its first instruction.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Instruction* Translate(FunctionEntry* entry, GuestContext* context)
    {
        Instruction* code = Of(context).TranslateFor(entry, context);

        // What a call of translated code does before it makes the frame.
        if (entry->ChecksInterrupt != 0 && Volatile.Read(ref context->Interrupt) != 0)
            throw Failures.Interrupted(-1, -1, context);
        return code;
    }

    /// <summary>The place of an instruction, for stack traces.</summary>
    public GuestFrame FrameAt(FunctionEntry* entry, Instruction* instruction)
    {
        int[]? offsets;
        lock (_gate)
            offsets = _codeOffsets[entry->FunctionIndex - Module.ImportedFunctionCount];
        long index = instruction - entry->Code;
        int codeOffset = offsets is not null && 0 <= index && index < offsets.Length ? offsets[index] : 0;
        return FrameAt(new TrapSite(entry->FunctionIndex, codeOffset));
    }

    /// <summary>The handlers of a function that has been translated and has some.</summary>
    public HandlerTable HandlersOf(FunctionEntry* entry)
    {
        lock (_gate)
            return _handlers[entry->FunctionIndex - Module.ImportedFunctionCount]!;
    }

    private Instruction* TranslateFor(FunctionEntry* entry, GuestContext* context)
    {
        int index = entry->FunctionIndex - Module.ImportedFunctionCount;
        lock (_gate)
        {
            if (_code[index] is Instruction[] known)
                return AddressOf(known);
            Translator translator = new(_plan, entry->FunctionIndex);
            CodeBuffer buffer = translator.Translate(context);
            Instruction[] code = buffer.ToPinnedArray();
            _codeOffsets[index] = buffer.CodeOffsets();
            _code[index] = code;
            if (!translator.Handlers.IsEmpty)
            {
                _handlers[index] = translator.Handlers;
                entry->HasHandlers = 1;
            }

            // The frame only ever shrinks, so that whoever sees the new code with the old size has room as well.
            if (entry->FrameWords < translator.FrameWords)
                throw new InternalErrorException($"function {entry->FunctionIndex} needs a frame of {translator.FrameWords} words, {entry->FrameWords} were planned");
            entry->ChecksInterrupt = EntryCheck.IsNeeded(Module, entry->FunctionIndex, _shapes[index], translator.Scan) ? 1 : 0;
            Volatile.Write(ref entry->FrameWords, translator.FrameWords);
            Volatile.Write(ref *(nint*)&entry->Code, (nint)AddressOf(code));
            return AddressOf(code);
        }
    }

    private static FunctionEntry EntryOf(Module module, int defined, FunctionShape shape)
    {
        int index = module.ImportedFunctionCount + defined;
        FunctionType type = module.FunctionTypeOf(index);
        long locals = 0;
        foreach (LocalRun run in module.Functions[defined].Body.Locals)
            locals += (long)run.Count * WordCounts.Of(run.Type);
        int results = WordCounts.Of(type.Results);

        // A host function called in the place of this one puts its results where this one's would be, without any operands.
        long frame = Math.Max(FunctionEntry.HeaderWords + locals + (2L * shape.MaximumOperands) + 2, results);
        return new FunctionEntry
        {
            Code = TranslateStub,
            FrameWords = (int)Math.Min(frame, int.MaxValue / sizeof(long)),
            ParameterWords = WordCounts.Of(type.Parameters),
            LocalWords = (int)Math.Min(locals, int.MaxValue / sizeof(long)),
            ResultWords = results,
            FunctionIndex = index,
        };
    }

    private static Instruction[] MakeStubs()
    {
        Instruction[] stubs = GC.AllocateArray<Instruction>(2, pinned: true);
        stubs[0].Op = Opcode.Exit;
        stubs[1].Op = Opcode.Translate;
        return stubs;
    }

    // SAFETY: the array is pinned.
    private static T* AddressOf<T>(T[] pinned)
        where T : unmanaged =>
        (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
