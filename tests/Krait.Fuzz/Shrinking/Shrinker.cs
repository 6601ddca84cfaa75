using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Wasm;

namespace Krait.Fuzz.Shrinking;

/// <summary>Makes a failing program small: leaves out whatever it fails without.</summary>
/// <remarks>It knows nothing of how the program came to be; whatever the validator accepts is tried.</remarks>
internal sealed class Shrinker
{
    private readonly Func<FuzzProgram, bool> _fails;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _time;
    private FuzzProgram _best;

    private Shrinker(FuzzProgram program, Func<FuzzProgram, bool> fails, TimeSpan time)
    {
        _best = program;
        _fails = fails;
        _time = time;
    }

    /// <summary>The smallest program found in the time given that still fails.</summary>
    /// <param name="program">A program that fails.</param>
    /// <param name="fails">Whether a program of valid modules fails in the same way.</param>
    /// <param name="time">When to be content.</param>
    public static FuzzProgram Shrink(FuzzProgram program, Func<FuzzProgram, bool> fails, TimeSpan time)
    {
        Shrinker shrinker = new(program, fails, time);
        long before;
        do
        {
            before = SizeOf(shrinker._best);
            shrinker.ShrinkOnce();
        }
        while (SizeOf(shrinker._best) < before && !shrinker.IsLate);
        return shrinker._best;
    }

    /// <summary>What shrinking makes smaller: the bytes of the modules and the calls.</summary>
    public static long SizeOf(FuzzProgram program) =>
        program.Modules.Sum(module => ModuleEncoder.Encode(module).Length) + program.Calls.Length;

    private bool IsLate => _time < _clock.Elapsed;

    private void ShrinkOnce()
    {
        for (int i = _best.Calls.Length - 1; 0 <= i; i--)
            Try(_best with { Calls = _best.Calls.RemoveAt(i) });
        while (1 < _best.Modules.Length && Try(_best with { Modules = _best.Modules[..^1] }))
        {
        }

        for (int module = 0; module < _best.Modules.Length && !IsLate; module++)
        {
            ShrinkDefinitions(module);
            for (int function = _best.Modules[module].Functions.Length - 1; 0 <= function && !IsLate; function--)
                ShrinkFunction(module, function);
        }
    }

    private void ShrinkDefinitions(int module)
    {
        TryDraft(module, draft => draft.StartFunction = null);
        RemoveEach(module, draft => draft.Exports);
        RemoveEach(module, draft => draft.CustomSections);
        RemoveEach(module, draft => draft.DataSegments);
        RemoveEach(module, draft => draft.Elements);
        RemoveEach(module, draft => draft.Globals);
        RemoveEach(module, draft => draft.Tags);
        RemoveEach(module, draft => draft.Tables);
        RemoveEach(module, draft => draft.Memories);
        for (int i = _best.Modules[module].Functions.Length - 1; 0 <= i; i--)
            RemoveFunction(module, i);
        for (int i = _best.Modules[module].Imports.Length - 1; 0 <= i; i--)
            RemoveImport(module, i);
        for (int i = _best.Modules[module].Types.Length - 1; 0 <= i && _best.Modules[module].Types.Length - 1 == i; i--)
            TryDraft(module, draft => draft.Types.RemoveAt(i));
    }

    private void RemoveEach<T>(int module, Func<ModuleDraft, List<T>> list)
    {
        for (int i = list(ModuleDraft.Of(_best.Modules[module])).Count - 1; 0 <= i && !IsLate; i--)
            TryDraft(module, draft => list(draft).RemoveAt(i));
    }

    private void RemoveFunction(int module, int function)
    {
        int index = _best.Modules[module].ImportedFunctionCount + function;
        TryDraft(module, draft =>
        {
            draft.Functions.RemoveAt(function);
            Forget(draft, index);
        });
    }

    private void RemoveImport(int module, int import)
    {
        Module before = _best.Modules[module];
        int index = before.Imports.Take(import).Count(other => other.Type is FunctionReference);
        TryDraft(module, draft =>
        {
            bool isFunction = draft.Imports[import].Type is FunctionReference;
            draft.Imports.RemoveAt(import);
            if (isFunction)
                Forget(draft, index);
        });
    }

    // What still names the function afterwards gets an index that does not exist, and the validator refuses it.
    private static void Forget(ModuleDraft draft, int index)
    {
        draft.Exports.RemoveAll(export => export.Kind == ExternalKind.Function && export.Index == index);
        for (int i = 0; i < draft.Elements.Count; i++)
        {
            if (draft.Elements[i] is { Functions.IsDefault: false, Mode: SegmentMode.Declarative } segment)
                draft.Elements[i] = segment with { Functions = [.. segment.Functions.Where(function => function != index)] };
        }

        FunctionNumbers.Change(draft, function => function == index ? int.MaxValue : function < index ? function : function - 1);
    }

    private void ShrinkFunction(int module, int function)
    {
        List<CodeItem> Code() => CodeList.Split(_best.Modules[module].Functions[function].Body.Code);

        foreach (CodeCut whole in CodeCuts.WholeBody(_best.Modules[module], function))
            TryCode(module, function, whole);
        for (int size = Code().Count / 2; 0 < size && !IsLate; size /= 2)
        {
            for (int start = Code().Count - 1 - size; 0 <= start && !IsLate; start -= Math.Max(1, size / 2))
            {
                if (start + size < Code().Count)
                    TryCode(module, function, new CodeCut(start, size, []));
            }
        }

        foreach (Func<Module, List<CodeItem>, int, IEnumerable<CodeCut>> cuts in CodeCuts.Kinds)
        {
            for (int at = Code().Count - 2; 0 <= at && !IsLate; at--)
            {
                List<CodeItem> code = Code();
                if (at < code.Count - 1)
                    _ = cuts(_best.Modules[module], code, at).Any(cut => TryCode(module, function, cut));
            }
        }

        ShrinkLocals(module, function);
    }

    private void ShrinkLocals(int module, int function)
    {
        bool removed = true;
        while (removed)
        {
            removed = TryDraft(module, draft =>
            {
                FunctionBody body = draft.Functions[function].Body;
                ImmutableArray<LocalRun> locals = body.Locals.IsEmpty ? [] : body.Locals.RemoveAt(body.Locals.Length - 1);
                draft.Functions[function] = draft.Functions[function] with { Body = body with { Locals = locals } };
            });
        }
    }

    private bool TryCode(int module, int function, CodeCut cut) => TryDraft(module, draft =>
    {
        FunctionBody body = draft.Functions[function].Body;
        List<CodeItem> code = CodeList.Split(body.Code);
        if (cut.End is int end)
            code.RemoveAt(end);
        code.RemoveRange(cut.Start, cut.Length);
        code.InsertRange(cut.Start, cut.Instead);
        draft.Functions[function] = draft.Functions[function] with { Body = body with { Code = CodeList.Join(code) } };
    });

    private bool TryDraft(int module, Action<ModuleDraft> change)
    {
        ModuleDraft draft = ModuleDraft.Of(_best.Modules[module]);
        change(draft);
        return Try(_best with { Modules = _best.Modules.SetItem(module, draft.ToModule()) });
    }

    private bool Try(FuzzProgram candidate)
    {
        if (IsLate || SizeOf(_best) <= SizeOf(candidate) || !IsValid(candidate) || !_fails(candidate))
            return false;
        _best = candidate;
        return true;
    }

    private static bool IsValid(FuzzProgram program)
    {
        try
        {
            foreach (Module module in program.Modules)
                ModuleValidator.Validate(module);
        }
        catch (KraitException)
        {
            return false;
        }

        return program.Calls.All(call => call.ModuleIndex < program.Modules.Length && Takes(program.Modules[call.ModuleIndex], call));
    }

    private static bool Takes(Module module, FuzzCall call) =>
        module.FindExport(call.Export) is { Kind: ExternalKind.Function } export
        && module.FunctionTypeOf(export.Index).Parameters.SequenceEqual(call.Arguments.Select(argument => argument.Type));
}
