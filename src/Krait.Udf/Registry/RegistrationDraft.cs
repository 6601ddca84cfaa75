using System;
using System.Collections.Immutable;
using System.Text.Json;
using Krait.Python;
using Krait.Udf.Interpreters;
using Krait.Wasm;

namespace Krait.Udf.Registry;

/// <summary>A registration whose source is read: what is left is to make it ready and to store it.</summary>
/// <param name="Mode">The mode chosen.</param>
/// <param name="ModeReason">Why, as a sentence.</param>
/// <param name="Metadata">The whole metadata, checked.</param>
/// <param name="FunctionName">The entry function.</param>
/// <param name="SourceName">What tracebacks call the source.</param>
/// <param name="Wasm">The module's bytes; empty where an interpreter runs the source.</param>
/// <param name="Module">The module; null where an interpreter runs the source.</param>
/// <param name="Interpreted">What an interpreter is to run; null where there is a module.</param>
internal sealed record RegistrationDraft(
    UdfMode Mode, string ModeReason, JsonElement Metadata, string FunctionName, string SourceName, ReadOnlyMemory<byte> Wasm, Module? Module, InterpreterSource? Interpreted = null);

/// <summary>A source that an interpreter is to run.</summary>
/// <param name="Facts">Which interpreter.</param>
/// <param name="Source">The text, under the name that tracebacks show.</param>
/// <param name="Parameters">Names of the entry function's parameters in order.</param>
/// <param name="Refusal">Why the typed tier did not take it, where it was asked first; null otherwise.</param>
internal sealed record InterpreterSource(InterpreterFacts Facts, SourceText Source, ImmutableArray<string> Parameters, UdfException? Refusal);
