using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Krait.Testing;

namespace Krait.Repository;

/// <summary>The public surface of each library equals its committed list, so that a change of it is seen in review.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Libraries => ["Krait.Wasm", "Krait.Runtime", "Krait.Python", "Krait.Udf", "Krait.Search", "Krait.Server", "Krait.Wasi", "Krait.Guests"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void PublicSurfaceIsListed(string library)
    {
        string file = RepositoryRoot.File("tests", "Krait.Repository", "PublicApi", library + ".txt");
        string surface = string.Join('\n', Describe(Assembly.Load(library))) + "\n";
        Golden.Check(file, surface);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void NoPublicFieldIsMutable(string library)
    {
        string[] offenders = [.. Assembly.Load(library).GetExportedTypes()
            .Where(static type => !type.IsEnum)
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(static field => !field.IsInitOnly && !field.IsLiteral)
            .Select(static field => field.DeclaringType + "." + field.Name)];
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> Describe(Assembly assembly)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (Type type in assembly.GetExportedTypes().OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            yield return Name(type);
            IEnumerable<string> members = type.IsEnum
                ? Enum.GetNames(type)
                : type.GetMembers(Declared).Where(IsListed).Select(Describe).Order(StringComparer.Ordinal);
            // WasmOp has one member per instruction; docs/OPCODES.md lists them.
            if (type.Name == "WasmOp")
                members = ["(see docs/OPCODES.md)"];
            foreach (string member in members)
                yield return "    " + member;
        }
    }

    private static bool IsListed(MemberInfo member) => member switch
    {
        MethodInfo method => !method.IsSpecialName && !method.Name.StartsWith('<') && !IsRecordMember(method),
        Type => false,
        _ => true,
    };

    // What every record has is noise in the list.
    private static bool IsRecordMember(MethodInfo method) =>
        method.Name is "ToString" or "GetHashCode" or "Equals" or "Deconstruct" or "PrintMembers";

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : string.Empty)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ {(property.CanRead ? "get; " : string.Empty)}{(property.SetMethod?.IsPublic == true ? "set; " : string.Empty)}}}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        EventInfo @event => $"event {Name(@event.EventHandlerType!)} {@event.Name}",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType)
            return type.FullName ?? type.Name;
        string name = (type.GetGenericTypeDefinition().FullName ?? type.Name).Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
