namespace Krait.Guests.MicroPython;

// Values go in through these functions. They keep to names of their own, so that what a program does to __main__ and to the
// built-in names changes nothing for them. A stack takes values; behind the mark follow a kind of object and how much of the
// stack is in it. Whatever comes out comes in a tuple, because an object in a tuple can be read where it lies in memory.

/// <summary>The part of the bridge to MicroPython that is Python.</summary>
internal static class MicroPythonPrelude
{
    /// <summary>Name of the function that gives all others, in the order of <see cref="MicroPythonHelper"/>.</summary>
    public const string Name = "__krait__";

    /// <summary>What the names of its functions begin with; they are left out of tracebacks.</summary>
    public const string Prefix = "__krait_";

    public const string Source = """
        def __krait__(host):
            import builtins, sys
            names = globals()
            mark = object()
            here = object()
            stack = []
            errors = {}
            for name in dir(builtins):
                kind = getattr(builtins, name)
                if isinstance(kind, type) and issubclass(kind, BaseException):
                    errors[name] = kind
            kinds = (list, tuple, dict, set, frozenset, bytes, str, int, float, bytearray)
            isinstance_, type_, getattr_, setattr_, repr_, iter_, next_, zip_, eval_ = isinstance, type, getattr, setattr, repr, iter, next, zip, eval
            tuple_, list_, dict_, set_, frozenset_, bytes_, int_, RuntimeError_, TypeError_, NameError_ = tuple, list, dict, set, frozenset, bytes, int, RuntimeError, TypeError, NameError
            modules = sys.modules

            class module:
                pass

            def __krait_function(number):
                def __krait_host_function(*arguments, **keywords):
                    result = host(number, arguments, keywords)
                    if result is here:
                        return stack.pop()
                    if result is mark:
                        text = stack.pop()
                        name = stack.pop()
                        kind = errors.get(name)
                        raise kind(text) if kind else RuntimeError_(name + ": " + text if text else name)
                    return result
                return __krait_host_function

            def __krait_take(count):
                if count == 0:
                    return []
                items = stack[-count:]
                del stack[-count:]
                return items

            def __krait_build(*items):
                rest = iter_(items)
                for item in rest:
                    if item is not mark:
                        stack.append(item)
                        continue
                    kind = next_(rest)
                    count = next_(rest)
                    if kind == 0:
                        stack.append(__krait_take(count))
                    elif kind == 1:
                        stack.append(tuple_(__krait_take(count)))
                    elif kind == 2:
                        flat = iter_(__krait_take(2 * count))
                        stack.append(dict_(zip_(flat, flat)))
                    elif kind == 3:
                        stack.append(set_(__krait_take(count)))
                    elif kind == 4:
                        stack.append(frozenset_(__krait_take(count)))
                    elif kind == 5:
                        stack.append(int_(stack.pop(), 16))
                    elif kind == 6:
                        stack.append(bytes_.fromhex(stack.pop()))
                    elif kind == 7:
                        stack.append(__krait_function(count))
                    else:
                        stack.append(stack.pop()[0])

            def __krait_find(path):
                first, *rest = path.split(".")
                if first not in names:
                    raise NameError_("name '" + first + "' isn't defined")
                found = names[first]
                for name in rest:
                    found = getattr_(found, name)
                return found,

            def __krait_call(held, count, *keywords):
                values = __krait_take(len(keywords))
                arguments = __krait_take(count)
                return held[0](*arguments, **dict_(zip_(keywords, values))),

            def __krait_store(name):
                names[name] = stack.pop()

            def __krait_define(module_name, name):
                if module_name not in modules:
                    modules[module_name] = made = module()
                    made.__name__ = module_name
                setattr_(modules[module_name], name, stack.pop())

            def __krait_plain(value):
                for kind in kinds:
                    if isinstance_(value, kind):
                        return kind(value),
                raise TypeError_("a value of type " + type_(value).__name__ + " does not cross to the host; None, bool, int, float, str, bytes, list, tuple, dict and set do; take repr() of others")

            def __krait_text(held):
                return repr_(held[0]),

            def __krait_attribute(held, name):
                return getattr_(held[0], name),

            def __krait_evaluate(source):
                return eval_("(" + source + "\n)", names),

            def __krait_samples():
                from collections import OrderedDict
                return [], (), {}, set(), frozenset(), "x" * 20, b"y" * 20, 1 << 70, 1.5, bytearray(1), OrderedDict()

            def __krait_pop():
                return stack.pop(),

            def __krait_pick(container, key):
                return container[key],

            def __krait_clear():
                stack.clear()

            return mark, here, __krait_build, __krait_find, __krait_call, __krait_store, __krait_define, __krait_plain, __krait_text, __krait_attribute, __krait_evaluate, __krait_samples, __krait_pop, __krait_pick, __krait_clear

        """;
}

/// <summary>Objects of the prelude that the host holds on to.</summary>
internal enum MicroPythonHelper
{
    Mark,
    Here,
    Build,
    Find,
    Call,
    Store,
    Define,
    Plain,
    Text,
    Attribute,
    Evaluate,
    Samples,
    Pop,
    Pick,
    Clear,
}

/// <summary>Kinds of objects that <see cref="MicroPythonHelper.Build"/> makes.</summary>
internal enum MicroPythonKind
{
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,

    /// <summary>From hexadecimal digits.</summary>
    Int,

    /// <summary>From hexadecimal digits.</summary>
    Bytes,

    /// <summary>From the number of a function of the host.</summary>
    Function,

    /// <summary>What is in a tuple.</summary>
    Held,
}
