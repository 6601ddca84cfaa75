namespace Krait.Runtime.IlCompiler;

/// <summary>A function's generated code.</summary>
/// <param name="EntryToken">Metadata token of the method that is called.</param>
/// <param name="BodyToken">Metadata token of the method that does the work, where that is another one; only it counts in traces.</param>
/// <param name="Offsets">Where in the IL of the working method the instructions are that can fail.</param>
/// <param name="Parts">The methods that the working method calls for parts of the function's code.</param>
internal sealed record MethodMap(int EntryToken, int? BodyToken, FunctionOffsets Offsets, PartMap[] Parts);

/// <summary>The generated code of a part of a large function.</summary>
/// <param name="Token">The method's metadata token.</param>
/// <param name="Offsets">Where in its IL the instructions are that can fail.</param>
internal sealed record PartMap(int Token, FunctionOffsets Offsets);
