using System.Linq;
using Krait.Python.Syntax;
using Krait.Python.Typing;

namespace Krait.Python.Ir;

// Methods of list and str with rules of their own, and the host interface.
internal sealed partial class CallBuilder
{
    private Value Sort(Call call, IrSite site)
    {
        Expression receiver = ((Attribute)call.Func).Value;
        PyType type = function.TypeOfExpression(receiver);
        IrExpr list = function.ToExpression(function.Build(receiver));
        return new Value(PyType.None, Make.Call(Module.Library("list_sort", type, PyType.Bool), site, list, Reverse(call)));
    }

    private Value Append(Call call, IrSite site)
    {
        Expression receiver = ((Attribute)call.Func).Value;
        var list = (ListType)function.TypeOfExpression(receiver);
        IrExpr sequence = function.Sequence(() =>
        {
            IrExpr target = function.ToExpression(function.Build(receiver));
            if (!Make.IsTrivial(target) || !Make.IsTrivial(function.BuildAs(call.Args[0], list.Element)))
                target = function.Reusable(target);
            function.Append(target, list.Element, function.BuildAs(call.Args[0], list.Element), site);
            return Make.I32(0);
        });
        return new Value(PyType.None, sequence);
    }

    private Value Extend(Call call, IrSite site)
    {
        Expression receiver = ((Attribute)call.Func).Value;
        var list = (ListType)function.TypeOfExpression(receiver);
        IrExpr target = function.ToExpression(function.Build(receiver));
        return new Value(PyType.None, Make.Call(Module.Library("list_extend", list, list), site, target, Values.ToList(call.Args[0], list.Element)));
    }

    private Value Split(Call call, string name, IrSite site)
    {
        Expression? separator = call.Args.ElementAtOrDefault(0) ?? call.Keywords.Where(keyword => keyword.Name == "sep").Select(keyword => keyword.Value).FirstOrDefault();
        Expression? most = call.Args.ElementAtOrDefault(1) ?? call.Keywords.Where(keyword => keyword.Name == "maxsplit").Select(keyword => keyword.Value).FirstOrDefault();
        IrExpr text = function.ToExpression(function.Build(((Attribute)call.Func).Value));
        IrExpr Most() => most is null ? Make.I64(-1) : function.BuildAs(most, PyType.Int);
        IrExpr result = separator is null or Constant { Value: NoneConstant }
            ? function.CallLibrary(name, site, text, Most())
            : function.CallLibrary(name + "_sep", site, text, function.BuildAs(separator, PyType.Str), Most());
        return new Value(new ListType(PyType.Str), result);
    }

    private Value Strip(Call call, string name, IrSite site)
    {
        IrExpr text = function.ToExpression(function.Build(((Attribute)call.Func).Value));
        IrExpr result = call.Args.IsEmpty || call.Args[0] is Constant { Value: NoneConstant }
            ? function.CallLibrary("str_" + name, site, text)
            : function.CallLibrary($"str_{name}_chars", site, text, function.BuildAs(call.Args[0], PyType.Str));
        return new Value(PyType.Str, result);
    }

    private Value Join(Call call, IrSite site)
    {
        IrExpr separator = function.ToExpression(function.Build(((Attribute)call.Func).Value));
        return new Value(PyType.Str, function.CallLibrary("str_join", site, separator, Values.ToList(call.Args[0], PyType.Str)));
    }

    private Value HostValue(Call call, BuiltinRow row, IrSite site)
    {
        PyType type = function.TypeOfExpression(call);
        Expression? other = call.Args.Length == 2 ? call.Args[1] : call.Keywords.Select(keyword => keyword.Value).FirstOrDefault();
        IrExpr name = function.BuildAs(call.Args[0], PyType.Str);
        // get_field_i64 is host_field_i64 in the library; its status decides about the default.
        string library = "host_" + row.Name[4..];
        if (other is null)
            return new Value(type, function.CallLibrary(library, site, name));
        return new Value(type, function.Sequence(() =>
        {
            IrExpr key = function.Reusable(name);
            IrExpr otherwise = function.Reusable(function.BuildAs(other, type));
            IrExpr isThere = function.CallLibrary(row.Special == Special.HostField ? "host_has_field" : "host_has_param", site, key);
            IrExpr found = function.Sequence(() => function.Coerce(new Value(row.Result!, function.CallLibrary(library, site, key)), type));
            return new IrChoose(isThere, found, otherwise);
        }));
    }

    private Value HostCall(Call call, BuiltinRow row, IrSite site)
    {
        IrExpr[] arguments = [.. call.Args.Select(argument => function.BuildAs(argument, PyType.Str))];
        string library = row.Special switch
        {
            Special.HasField => "host_has_field",
            Special.HasParam => "host_has_param",
            Special.DocumentId => "host_document_id",
            Special.Score => "host_score",
            _ => "host_log",
        };
        return new Value(row.Result!, function.CallLibrary(library, site, arguments));
    }
}
