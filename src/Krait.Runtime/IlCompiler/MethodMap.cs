namespace Krait.Runtime.IlCompiler;

/// <summary>A function's generated code.</summary>
/// <param name="EntryToken">Metadata token of the method that is called.</param>
/// <param name="BodyToken">Metadata token of the method that does the work, where that is another one; only it counts in traces.</param>
/// <param name="Offsets">Where in the IL of the working method the instructions are that can fail.</param>
internal sealed record MethodMap(int EntryToken, int? BodyToken, FunctionOffsets Offsets);
