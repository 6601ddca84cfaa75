using System.Collections.Generic;
using System.Linq;
using Krait.Fuzz.Generation;
using Krait.Fuzz.Judging;
using Krait.Fuzz.Shrinking;
using Krait.Wasm;

namespace Krait.Fuzz.Coverage;

// A module in which every run of instructions tells the host that it is entered: the function for that becomes function 0.

/// <summary>Finds out which instructions of a program are executed.</summary>
internal static class ReachProbe
{
    private static readonly FunctionType s_reachType = new([Wasm.ValueType.I32], []);

    /// <summary>Instructions that the program executes: those of the runs that were entered, even if a trap ended them early.</summary>
    public static HashSet<WasmOp> Executed(FuzzProgram program, ProgramProfile profile)
    {
        List<List<WasmOp>> runs = [];
        FuzzProgram probed = program with { Modules = [.. program.Modules.Select(module => Probe(module, runs))] };
        ExecutionResult result = Execution.Run(Side.Reference, probed, Execution.Compile(Side.Reference, probed), profile);
        return [.. result.Reached.SelectMany(run => runs[run])];
    }

    /// <summary>Instructions that stand in the program's code.</summary>
    public static HashSet<WasmOp> Produced(FuzzProgram program) =>
        [.. program.Modules.SelectMany(module => module.Functions).SelectMany(function => CodeList.Split(function.Body.Code)).Select(item => item.Op)];

    private static Module Probe(Module module, List<List<WasmOp>> runs)
    {
        ModuleDraft draft = ModuleDraft.Of(module);
        draft.Imports.Insert(0, new Import("host", HostNames.Reach, new FunctionReference(draft.TypeIndexOf(s_reachType))));
        FunctionNumbers.Change(draft, function => function + 1);
        for (int i = 0; i < draft.Functions.Count; i++)
        {
            FunctionBody body = draft.Functions[i].Body;
            draft.Functions[i] = draft.Functions[i] with { Body = body with { Code = CodeList.Join(Probe(CodeList.Split(body.Code), runs)) } };
        }

        return draft.ToModule();
    }

    private static List<CodeItem> Probe(List<CodeItem> items, List<List<WasmOp>> runs)
    {
        List<CodeItem> probed = [];
        int open = 0;
        Begin();
        foreach (CodeItem item in items)
        {
            runs[^1].Add(item.Op);
            probed.Add(item);
            open += Opens(item.Op) ? 1 : item.Op is WasmOp.End or WasmOp.Delegate ? -1 : 0;
            if (0 <= open && BeginsRun(item.Op))
                Begin();
        }

        return probed;

        void Begin()
        {
            probed.Add(CodeList.Item(code => code.I32Const(runs.Count)));
            probed.Add(CodeList.Item(code => code.Call(0)));
            runs.Add([]);
        }
    }

    private static bool Opens(WasmOp op) => OpFacts.ImmediateOf(op) is Imm.BlockType or Imm.CatchTable;

    // What follows an instruction that may go elsewhere is a run of its own.
    private static bool BeginsRun(WasmOp op) =>
        Opens(op)
        || op is WasmOp.Else or WasmOp.End or WasmOp.Delegate or WasmOp.Catch or WasmOp.CatchAll or WasmOp.Br or WasmOp.BrIf or WasmOp.BrTable
            or WasmOp.Return or WasmOp.Unreachable or WasmOp.Throw or WasmOp.ThrowRef or WasmOp.Rethrow or WasmOp.Call or WasmOp.CallIndirect
            or WasmOp.ReturnCall or WasmOp.ReturnCallIndirect;
}
