using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Krait.Wasm;
using static Krait.Runtime.Tests.WasmBuilder;
using ValueType = Krait.Wasm.ValueType;

namespace Krait.Runtime.Tests.Hostile;

/// <summary>Modules that are well formed and exhaust whoever compiles them without limits.</summary>
internal static class AttackShapes
{
    private static readonly DefinedGlobal s_global = new(new GlobalType(I32, Mutability.Constant), ConstantExpression.I32(0));

    public static Dictionary<string, Func<int[], object>> All { get; } = new()
    {
        ["huge-function"] = n => OneFunction([], code => Repeat(n[0], () => code.I32Const(1).Op(WasmOp.I32Add))),
        ["locals-in-functions"] = n => Functions(n[0], [.. Enumerable.Repeat(I64, n[1])], _ => { }),
        ["nested-blocks"] = n => OneFunction([], code => Nest(n[0], code, () => code.Block())),
        ["nested-loops"] = n => OneFunction([], code => Nest(n[0], code, () => code.Loop())),
        ["nested-ifs"] = n => OneFunction([I32], code => Nest(n[0], code, () => code.LocalGet(0).If())),
        ["operand-tower"] = n => OneFunction([], code =>
        {
            Repeat(n[0], () => code.I32Const(1));
            Repeat(n[0], () => code.Op(WasmOp.I32Add));
        }),
        ["branch-table"] = n => OneFunction([I32], code => code.Block().LocalGet(0).BrTable(new int[n[0]], 0).End()),
        ["branch-tables"] = n => OneFunction([I32], code => Repeat(n[0], () => code.Block().LocalGet(0).BrTable(new int[n[1]], 0).End())),
        ["wide-branch-table"] = n => WideBranchTable(n[0], n[1]),
        ["wide-calls"] = n => WideCalls(n[0], n[1]),
        ["wide-call-functions"] = n => WideCallFunctions(n[0], n[1], n[2]),
        ["many-branches"] = n => ManyBranches(n[0], n[1]),
        ["many-accesses"] = n => OneFunction([I32], code => Repeat(n[0], () => code.LocalGet(0).Memory(WasmOp.I32Load, 1, 0).LocalSet(0))),
        ["many-calls"] = n => OneFunction([], code => Repeat(n[0], () => code.Call(1))),
        ["functions"] = n => Functions(n[0], [], _ => { }),
        ["types"] = n => Encode(new Module { Types = [.. Enumerable.Repeat<TypeDefinition>(FunctionType.Empty, n[0])] }),
        ["globals"] = n => Encode(new Module { Globals = [.. Enumerable.Repeat(s_global, n[0])] }),
        ["exports"] = n => Encode(new Module
        {
            Globals = [s_global],
            Exports = [.. Enumerable.Range(0, n[0]).Select(i => new Export(i.ToString(CultureInfo.InvariantCulture), ExternalKind.Global, 0))],
        }),
        ["imports"] = n => Encode(new Module
        {
            Types = [FunctionType.Empty],
            Imports = [.. Enumerable.Repeat(new Import("host", "nothing", new FunctionReference(0)), n[0])],
        }),
        ["tables"] = n => Encode(new Module { Tables = [.. Enumerable.Repeat(new DefinedTable(new TableType(ValueType.FuncRef, new SizeLimits((ulong)n[1]))), n[0])] }),
        ["custom-sections"] = n => Encode(new Module { CustomSections = [.. Enumerable.Repeat(new CustomSection("x", new byte[n[1]], SectionId.Custom), n[0])] }),
        ["data"] = n => Encode(new Module
        {
            Memories = [new MemoryType(new SizeLimits((ulong)n[1]))],
            DataSegments = [.. Enumerable.Repeat(DataSegment.At(0, new byte[n[2]]), n[0])],
        }),
        ["elements"] = n => Elements(n[0], n[1]),
        ["constant-expression"] = n => ConstantTower(n[0]),
        ["names"] = n => Names(n[0], n[1]),
    };

    private static byte[] Encode(Module module) => ModuleEncoder.Encode(module);

    private static void Repeat(int count, Action work)
    {
        for (int i = 0; i < count; i++)
            work();
    }

    private static void Nest(int depth, InstructionWriter code, Action open)
    {
        Repeat(depth, open);
        Repeat(depth, () => code.End());
    }

    // "attack" with a memory and a neighbour that does nothing; gives 0 and whatever the code adds to it.
    private static byte[] OneFunction(ValueType[] parameters, Action<InstructionWriter> write)
    {
        WasmBuilder builder = new();
        builder.Memory(1);
        builder.Function("attack", parameters, [I32], [], code => write(code.I32Const(0)));
        builder.Function("neighbour", [], [], [], _ => { });
        return Encode(builder.Build());
    }

    private static byte[] Functions(int count, ValueType[] locals, Action<InstructionWriter> write)
    {
        InstructionWriter code = new();
        write(code);
        ValueType type = locals.FirstOrDefault();
        FunctionBody body = new(locals.Length == 0 ? [] : [new LocalRun(locals.Length, type)], code.End().ToArray());
        return Encode(new Module
        {
            Types = [FunctionType.Empty],
            Functions = [.. Enumerable.Repeat(new DefinedFunction(0, body), count)],
            Exports = [new Export("attack", ExternalKind.Function, 0)],
        });
    }

    private static ValueType[] Wide(int width) => [.. Enumerable.Repeat(I32, width)];

    private static byte[] WideCalls(int calls, int width)
    {
        WasmBuilder builder = new();
        builder.Function("pass", Wide(width), Wide(width), [], code => Repeat(width, () => code.I32Const(1)));
        builder.Function("attack", [], [], [], code =>
        {
            Repeat(width, () => code.I32Const(0));
            Repeat(calls, () => code.Call(0));
            Repeat(width, () => code.Drop());
        });
        return Encode(builder.Build());
    }

    private static byte[] WideCallFunctions(int functions, int calls, int width)
    {
        InstructionWriter code = new();
        Repeat(width, () => code.I32Const(0));
        Repeat(calls, () => code.Call(0));
        FunctionBody body = new([], code.End().ToArray());
        return Encode(new Module
        {
            Types = [new FunctionType([.. Wide(width)], [.. Wide(width)])],
            Functions = [.. Enumerable.Repeat(new DefinedFunction(0, body), functions)],
        });
    }

    private static byte[] WideBranchTable(int labels, int width)
    {
        InstructionWriter code = new();
        Repeat(width, () => code.I32Const(0));
        code.I32Const(0).BrTable(new int[labels], 0).End();
        return Encode(new Module
        {
            Types = [new FunctionType([], [.. Wide(width)])],
            Functions = [new DefinedFunction(0, new FunctionBody([], code.ToArray()))],
        });
    }

    // Every local is live across every branch.
    private static byte[] ManyBranches(int branches, int locals)
    {
        WasmBuilder builder = new();
        builder.Function("attack", [I32], [I64], [.. Enumerable.Repeat(I64, locals)], code =>
        {
            code.Block();
            for (int i = 0; i < branches; i++)
                code.LocalGet(0).BrIf(0).LocalGet(1 + (i * 7 % locals)).I64Const(i).Op(WasmOp.I64Add).LocalSet(1 + (i % locals));
            code.End().I64Const(0);
            for (int i = 0; i < locals; i++)
                code.LocalGet(1 + i).Op(WasmOp.I64Xor);
        });
        return Encode(builder.Build());
    }

    private static byte[] Elements(int segments, int length)
    {
        return Encode(new Module
        {
            Types = [FunctionType.Empty],
            Functions = [new DefinedFunction(0, new FunctionBody([], new InstructionWriter().End().ToArray()))],
            Tables = [new DefinedTable(new TableType(ValueType.FuncRef, new SizeLimits((ulong)length)))],
            Elements = [.. Enumerable.Repeat(ElementSegment.ActiveFunctions(0, ConstantExpression.I32(0), [.. new int[length]]), segments)],
        });
    }

    private static byte[] ConstantTower(int terms)
    {
        InstructionWriter code = new();
        code.I32Const(0);
        Repeat(terms, () => code.I32Const(1).Op(WasmOp.I32Add));
        return Encode(new Module { Globals = [new DefinedGlobal(new GlobalType(I32, Mutability.Constant), new ConstantExpression(code.End().ToArray()))] });
    }

    // A name section that names functions which are not there, over and over.
    private static byte[] Names(int count, int lengthBytes)
    {
        BinaryDraft map = new BinaryDraft().U32((uint)count);
        byte[] name = Encoding.ASCII.GetBytes(new string('n', lengthBytes));
        for (int i = 0; i < count; i++)
            map.U32((uint)i).Sized(name);
        return new BinaryDraft().Preamble().Section(0, new BinaryDraft().Sized("name"u8).Bytes(1).Sized(map.ToArray())).ToArray();
    }
}
