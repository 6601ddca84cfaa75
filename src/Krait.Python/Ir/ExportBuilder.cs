using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Python.Emit;
using Krait.Python.Typing;
using Krait.Wasm;

namespace Krait.Python.Ir;

// The functions that the host sees (docs/ABI.md): wrappers that turn flat WebAssembly values into Python values and back,
// the module's statements, and the memory functions.

/// <summary>Builds the exports of a module.</summary>
internal sealed class ExportBuilder(IrBuilder module)
{
    private static readonly SourceSpan s_nowhere = new(0, 0);

    private IrFunction? _initialise;

    /// <summary>Adds <c>krait_init</c> and <c>_start</c> for the module's statements.</summary>
    public void AddModuleBody(IrFunction body)
    {
        _initialise = Synthetic("krait_init", "krait_init");
        FunctionBuilder b = FunctionBuilder.Synthetic(module, _initialise, module.Program.Scope.Source);
        List<IrStmt> run = b.Inside(() =>
        {
            b.Emit(new IrSetGlobal(module.IsInitialised, Make.I32(1)));
            b.Emit(new IrDo(Make.Call(body, b.Site(s_nowhere))));
        });
        b.Emit(new IrIf(Make.Test(WasmOp.I32Eqz, new IrGlobalGet(module.IsInitialised)), run, []));
        b.Finish();

        IrFunction start = Synthetic("_start", "_start");
        b = FunctionBuilder.Synthetic(module, start, module.Program.Scope.Source);
        b.Emit(new IrSetGlobal(module.IsMain, Make.I32(1)));
        b.Emit(new IrDo(Make.Call(_initialise, b.Site(s_nowhere))));
        b.Finish();
    }

    /// <summary>Adds the wrapper of one function. It disappears where it would only pass its arguments on.</summary>
    public void Add(FunctionInstance instance, IrFunction target)
    {
        ImmutableArray<PyType> types = [.. instance.ParameterTypes.Select(IrBuilder.Settle)];
        PyType result = IrBuilder.Settle(instance.ReturnType);
        bool isPlain = types.All(IsPlain) && (IsPlain(result) || ReferenceEquals(result, PyType.None)) && _initialise is null;
        var wrapper = new IrFunction(instance.Name, IrType.Void, null)
        {
            ExportName = instance.Name,
            ForwardsTo = isPlain ? target : null,
            IsLibrary = true,
            MultipleResults = [.. Flatten(result)],
        };
        module.Module.Functions.Add(wrapper);
        FunctionBuilder b = FunctionBuilder.Synthetic(module, wrapper, instance.Source);
        if (_initialise is not null)
            b.Emit(new IrDo(Make.Call(_initialise, b.Site(s_nowhere))));
        var arguments = new List<IrExpr>();
        var flat = new Queue<IrLocal>();
        foreach (IrType each in types.SelectMany(Flatten))
        {
            var parameter = new IrLocal("p" + wrapper.Parameters.Count, each);
            wrapper.Parameters.Add(parameter);
            flat.Enqueue(parameter);
        }

        foreach (PyType type in types)
            arguments.Add(b.Reusable(FromFlat(b, type, flat)));
        IrExpr call = Make.Call(target, b.Site(s_nowhere), [.. arguments]);
        if (ReferenceEquals(result, PyType.None))
        {
            b.Emit(new IrDo(call));
            b.Emit(new IrReturnMany());
        }
        else
        {
            b.Emit(new IrReturnMany([.. ToFlat(b, result, b.Reusable(call))]));
        }

        b.Finish();
    }

    /// <summary>Adds <c>krait_alloc</c> and <c>krait_reset</c> where the module has a heap.</summary>
    public void AddMemoryFunctions()
    {
        if (!module.UsesHeap)
            return;
        IrFunction alloc = Synthetic("krait_alloc", "krait_alloc", IrType.I32);
        var size = new IrLocal("size", IrType.I32);
        alloc.Parameters.Add(size);
        FunctionBuilder b = FunctionBuilder.Synthetic(module, alloc, module.Program.Scope.Source);
        b.Emit(new IrReturn(Make.Narrow(b.CallLibrary("alloc", b.Site(s_nowhere), Make.Widen(Make.Get(size))))));
        b.Finish();

        IrFunction reset = Synthetic("krait_reset", "krait_reset");
        b = FunctionBuilder.Synthetic(module, reset, module.Program.Scope.Source);
        b.Emit(new IrSetGlobal(module.HeapTop, new IrHeapBase()));
        // Variables of the module may hold objects of the call that ends; the next call starts the module anew.
        if (_initialise is not null)
            b.Emit(new IrSetGlobal(module.IsInitialised, Make.I32(0)));
        foreach (IrGlobal flag in module.FlagGlobals())
            b.Emit(new IrSetGlobal(flag, Make.I32(0)));
        b.Finish();
    }

    private IrFunction Synthetic(string name, string exportName, IrType result = IrType.Void)
    {
        var function = new IrFunction(name, result, null) { ExportName = exportName, IsLibrary = true };
        module.Module.Functions.Add(function);
        return function;
    }

    private static bool IsPlain(PyType type) => type.IsNumber;

    /// <summary>The WebAssembly values of a type.</summary>
    private static IEnumerable<IrType> Flatten(PyType type)
    {
        type = IrBuilder.Settle(type);
        return type switch
        {
            ListType => [IrType.I32, IrType.I32],
            OptionalType optional => [IrType.I32, .. Flatten(optional.Inner)],
            TupleType tuple => tuple.Elements.SelectMany(Flatten),
            _ when type.IsText => [IrType.I32, IrType.I32],
            _ when ReferenceEquals(type, PyType.None) => [],
            _ => [type.Held],
        };
    }

    private IrExpr FromFlat(FunctionBuilder b, PyType type, Queue<IrLocal> flat)
    {
        type = IrBuilder.Settle(type);
        IrSite site = b.Site(s_nowhere);
        switch (type)
        {
            case ListType list:
                return ListFrom(b, list, Make.Get(flat.Dequeue()), Make.Get(flat.Dequeue()));
            case TupleType tuple:
                ImmutableArray<Value> parts = [.. tuple.Elements.Select(element => new Value(element.Resolve(), b.Reusable(FromFlat(b, element, flat))))];
                return b.ToExpression(new Value(tuple, parts));
            case OptionalType optional:
                IrExpr tag = Make.Get(flat.Dequeue());
                IrExpr present = b.Sequence(() => b.Coerce(new Value(optional.Inner, FromFlat(b, optional.Inner, flat)), optional));
                return new IrChoose(tag, present, Make.I32(0));
        }

        if (ReferenceEquals(type, PyType.None))
            return Make.I32(0);
        if (!type.IsText)
            return Make.Get(flat.Dequeue());
        IrExpr address = Make.Widen(Make.Get(flat.Dequeue()));
        return b.CallLibrary("utf8_decode", site, address, Make.Widen(Make.Get(flat.Dequeue())));
    }

    // Ints, floats and bools lie as the list needs them, so the list takes them over; others are made one by one.
    private IrExpr ListFrom(FunctionBuilder b, ListType type, IrExpr address, IrExpr count)
    {
        PyType element = IrBuilder.Settle(type.Element);
        IrSite site = b.Site(s_nowhere);
        if (element.IsNumber)
        {
            return b.Sequence(() =>
            {
                IrLocal list = b.Spill(b.Allocate(Layouts.ListHeaderBytes, site));
                b.Emit(new IrStore(WasmOp.I32Store, Make.Get(list), count, Layouts.ListLength, IrRegion.ListLength));
                b.Emit(new IrStore(WasmOp.I32Store, Make.Get(list), count, Layouts.ListCapacity, IrRegion.ListCapacity));
                b.Emit(new IrStore(WasmOp.I32Store, Make.Get(list), address, Layouts.ListItems, IrRegion.ListItems));
                return Make.Get(list);
            });
        }

        int stride = ExportedTypes.Of(element)!.ElementSizeBytes;
        return b.Sequence(() =>
        {
            IrLocal list = b.Spill(b.MakeList(element, [], site));
            IrLocal place = b.Spill(address);
            IrLocal left = b.Spill(count);
            CountDown(b, left, () =>
            {
                b.Append(Make.Get(list), element, FromMemory(b, element, Make.Get(place), 0), site);
                b.Emit(new IrSet(place, Make.Add32(Make.Get(place), stride)));
            });
            return Make.Get(list);
        });
    }

    private static void CountDown(FunctionBuilder b, IrLocal left, System.Action body)
    {
        var end = new IrLabel("end");
        var head = new IrLabel("each");
        List<IrStmt> loop = b.Inside(() =>
        {
            b.Emit(new IrIf(Make.Test(WasmOp.I32Eqz, Make.Get(left)), [new IrBranch(end)], []));
            body();
            b.Emit(new IrSet(left, Make.Add32(Make.Get(left), -1)));
            b.Emit(new IrBranch(head));
        });
        b.Emit(new IrBlock(end, [new IrLoop(head, loop, s_nowhere)]));
    }

    private IrExpr FromMemory(FunctionBuilder b, PyType type, IrExpr place, int offset)
    {
        type = IrBuilder.Settle(type);
        IrExpr Word(int at) => new IrLoad(WasmOp.I32Load, IrType.I32, place, at, IrRegion.Raw);
        switch (type)
        {
            case ListType list:
                return ListFrom(b, list, Word(offset), Word(offset + 4));
            case OptionalType optional:
                IrExpr present = b.Sequence(() => b.Coerce(new Value(optional.Inner, FromMemory(b, optional.Inner, place, offset + 4)), optional));
                return new IrChoose(Word(offset), present, Make.I32(0));
            case TupleType tuple:
                return b.Sequence(() =>
                {
                    var parts = new List<Value>();
                    foreach (PyType element in tuple.Elements)
                    {
                        parts.Add(new Value(element.Resolve(), b.Reusable(FromMemory(b, element, place, offset))));
                        offset += ExportedTypes.Of(element)!.ElementSizeBytes;
                    }

                    return b.ToExpression(new Value(tuple, [.. parts]));
                });
        }

        return type.IsText
            ? b.CallLibrary("utf8_decode", b.Site(s_nowhere), Make.Widen(Word(offset)), Make.Widen(Word(offset + 4)))
            : new IrLoad(Layouts.ElementLoad(type), type.Held, place, offset, IrRegion.Raw);
    }

    // The expressions must be usable several times.
    private IEnumerable<IrExpr> ToFlat(FunctionBuilder b, PyType type, IrExpr value)
    {
        type = IrBuilder.Settle(type);
        switch (type)
        {
            case ListType list:
                return ListTo(b, list, value);
            case TupleType tuple:
                Value parts = b.Explode(new Value(tuple, value), tuple);
                return [.. parts.Parts.SelectMany(part => ToFlat(b, part.Type, b.Reusable(part.Expression!)))];
            case OptionalType optional:
                PyType inner = IrBuilder.Settle(optional.Inner);
                var results = Flatten(inner).Select(b.Temporary).ToList();
                List<IrStmt> fill = b.Inside(() =>
                {
                    foreach ((IrLocal local, IrExpr part) in results.Zip(ToFlat(b, inner, b.Reusable(FunctionBuilder.Unwrap(value, inner)))))
                        b.Emit(new IrSet(local, part));
                });
                b.Emit(new IrIf(value, fill, []));
                return [Make.Test(WasmOp.I32Ne, value, Make.I32(0)), .. results.Select(Make.Get)];
        }

        return type.IsText ? TextTo(b, value) : ReferenceEquals(type, PyType.None) ? [] : [value];
    }

    private static IrExpr[] TextTo(FunctionBuilder b, IrExpr text)
    {
        IrSite site = b.Site(s_nowhere);
        IrExpr size = b.Reusable(b.CallLibrary("utf8_size", site, text));
        IrExpr place = b.Reusable(b.CallLibrary("alloc", site, size));
        b.Emit(new IrDo(b.CallLibrary("utf8_encode", site, text, place)));
        return [Make.Narrow(place), Make.Narrow(size)];
    }

    private IrExpr[] ListTo(FunctionBuilder b, ListType type, IrExpr list)
    {
        PyType element = IrBuilder.Settle(type.Element);
        IrExpr count = b.Reusable(new IrLoad(WasmOp.I32Load, IrType.I32, list, Layouts.ListLength, IrRegion.ListLength));
        IrExpr items = b.Reusable(new IrLoad(WasmOp.I32Load, IrType.I32, list, Layouts.ListItems, IrRegion.ListItems));
        if (element.IsNumber)
            return [items, count];
        IrSite site = b.Site(s_nowhere);
        int stride = ExportedTypes.Of(element)!.ElementSizeBytes;
        IrLocal left = b.Spill(count);
        IrLocal from = b.Spill(items);
        IrExpr start = b.Reusable(Make.Narrow(b.CallLibrary("alloc", site, Make.Op(WasmOp.I64Mul, IrType.I64, Make.Widen(count), Make.I64(stride)))));
        IrLocal to = b.Spill(start);
        CountDown(b, left, () =>
        {
            ToMemory(b, element, b.Reusable(new IrLoad(Layouts.ElementLoad(element), element.Held, Make.Get(from), 0, IrRegion.ListElement)), Make.Get(to), 0);
            b.Emit(new IrSet(from, Make.Add32(Make.Get(from), Layouts.ElementBytes(element))));
            b.Emit(new IrSet(to, Make.Add32(Make.Get(to), stride)));
        });
        return [start, count];
    }

    private void ToMemory(FunctionBuilder b, PyType type, IrExpr value, IrExpr place, int offset)
    {
        type = IrBuilder.Settle(type);
        switch (type)
        {
            case OptionalType optional:
                PyType inner = IrBuilder.Settle(optional.Inner);
                b.Emit(new IrStore(WasmOp.I32Store, place, Make.Test(WasmOp.I32Ne, value, Make.I32(0)), offset, IrRegion.Raw));
                b.Emit(new IrIf(value, b.Inside(() => ToMemory(b, inner, b.Reusable(FunctionBuilder.Unwrap(value, inner)), place, offset + 4)), []));
                return;
            case TupleType tuple:
                foreach (Value part in b.Explode(new Value(tuple, value), tuple).Parts)
                {
                    ToMemory(b, part.Type, b.Reusable(part.Expression!), place, offset);
                    offset += ExportedTypes.Of(part.Type)!.ElementSizeBytes;
                }

                return;
        }

        if (type.IsNumber)
        {
            b.Emit(new IrStore(Layouts.ElementStore(type), place, value, offset, IrRegion.Raw));
            return;
        }

        IrExpr[] pair = type is ListType list ? ListTo(b, list, value) : TextTo(b, value);
        b.Emit(new IrStore(WasmOp.I32Store, place, pair[0], offset, IrRegion.Raw));
        b.Emit(new IrStore(WasmOp.I32Store, place, pair[1], offset + 4, IrRegion.Raw));
    }
}
