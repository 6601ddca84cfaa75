using System;
using System.Text.Json;
using Krait.Wasm;

namespace Krait.Udf.Registry;

/// <summary>A registration after its source became a module: what is left is to link it and to store it.</summary>
/// <param name="Mode">The mode chosen.</param>
/// <param name="ModeReason">Why, as a sentence.</param>
/// <param name="Metadata">The whole metadata, checked.</param>
/// <param name="FunctionName">The entry function.</param>
/// <param name="Wasm">The module's bytes.</param>
/// <param name="Module">The module.</param>
internal sealed record RegistrationDraft(
    UdfMode Mode, string ModeReason, JsonElement Metadata, string FunctionName, ReadOnlyMemory<byte> Wasm, Module Module);
