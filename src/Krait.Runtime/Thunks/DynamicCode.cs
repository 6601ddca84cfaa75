using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Threading;

namespace Krait.Runtime.Thunks;

// Generated code calls internal methods of this assembly. The runtime allows that to an assembly that carries an
// attribute of this name, whoever declares the attribute.

/// <summary>Makes collectible assemblies whose code may use this assembly's internals.</summary>
internal static class DynamicCode
{
    private const TypeAttributes StaticClass =
        TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    private static readonly ConstructorInfo s_ignoresAccessChecks =
        typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;

    private static int s_count;

    /// <summary>A new static class in a new collectible assembly.</summary>
    public static TypeBuilder DefineClass(string purpose)
    {
        string name = $"Krait.{purpose}{Interlocked.Increment(ref s_count)}";
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        return DefineClass(assembly, name, purpose);
    }

    /// <summary>A new static class, the first in an assembly.</summary>
    public static TypeBuilder DefineClass(AssemblyBuilder assembly, string moduleName, string purpose)
    {
        assembly.SetCustomAttribute(new CustomAttributeBuilder(s_ignoresAccessChecks, [typeof(Engine).Assembly.GetName().Name!]));
        return assembly.DefineDynamicModule(moduleName).DefineType(purpose, StaticClass);
    }

    /// <summary>One more static class beside one, in the same assembly.</summary>
    public static TypeBuilder DefineNext(TypeBuilder first, int number) =>
        ((ModuleBuilder)first.Module).DefineType(string.Create(CultureInfo.InvariantCulture, $"{first.Name}{number}"), StaticClass);

    /// <summary>The same for parts of the functions in one.</summary>
    public static TypeBuilder DefineParts(TypeBuilder first, int number) =>
        ((ModuleBuilder)first.Module).DefineType(string.Create(CultureInfo.InvariantCulture, $"{first.Name}Parts{number}"), StaticClass);
}
