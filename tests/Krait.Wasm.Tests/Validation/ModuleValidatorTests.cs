using System;

namespace Krait.Wasm.Tests.Validation;

public sealed class ModuleValidatorTests
{
    [Theory]
    [InlineData("(func (result i32) (i64.const 1))", "type mismatch: expected i32, found i64")]
    [InlineData("(func (result i32))", "type mismatch: expected i32, found nothing")]
    [InlineData("(func i32.const 1)", "type mismatch: expected nothing, found i32")]
    [InlineData("(func (drop))", "type mismatch: expected an operand, found nothing")]
    [InlineData("(func (drop (if (result i32) (i32.const 1) (then (i32.const 2)))))", "type mismatch: expected () -> i32, found if without else")]
    [InlineData("(func (local.set 0 (i32.const 1)))", "unknown local 0")]
    [InlineData("(func (call 7))", "unknown function 7")]
    [InlineData("(func (br 1))", "unknown label 1")]
    [InlineData("(func (global.get 0) drop)", "unknown global 0")]
    [InlineData("(global i32 (i32.const 0)) (func (global.set 0 (i32.const 1)))", "immutable global 0 cannot be set")]
    [InlineData("(func (i32.load (i32.const 0)) drop)", "unknown memory 0")]
    [InlineData("(memory 1) (func (i32.load align=8 (i32.const 0)) drop)", "alignment must not be larger than natural: 2^3 is more than 4 bytes")]
    [InlineData("(memory 1) (func (i32.load offset=4294967296 (i32.const 0)) drop)", "offset out of range: 4294967296 does not fit into 32 bits")]
    [InlineData("(func (call_indirect (i32.const 0)))", "unknown table 0")]
    [InlineData("(func (result i32) (block (result i32) (br_table 0 1 (i32.const 1) (i32.const 0))))", null)]
    [InlineData("(func (block (br_table 0 1 (i32.const 0))))", null)]
    [InlineData("(func (result i32) (block (br_table 0 1 (i32.const 0))) (i32.const 1))", "type mismatch: expected 1 operands at label 0, found 0")]
    [InlineData("(func (result i32) unreachable i64.eqz)", null)]
    [InlineData("(func (result i32) unreachable i64.eqz i64.eqz)", "type mismatch: expected i64, found i32")]
    [InlineData("(func $f) (func (drop (ref.func $f)))", "undeclared function reference 0")]
    [InlineData("(func (export \"a\")) (func (export \"a\"))", "duplicate export name 'a'")]
    [InlineData("(func $f (param i32)) (start $f)", "start function must have no parameters and no results")]
    [InlineData("(memory 65537)", "memory size must be at most 65536 pages (4GiB)")]
    [InlineData("(memory 2 1)", "size minimum must not be greater than maximum: 2 is greater than 1")]
    [InlineData("(global i32 (i64.const 1))", "type mismatch: expected i32, found i64")]
    [InlineData("(global i32 (i32.clz (i32.const 1)))", "constant expression required, found 'i32.clz'")]
    [InlineData("(global $a (mut i32) (i32.const 1)) (global i32 (global.get $a))", "constant expression required, found mutable global 0")]
    [InlineData("(global i32 (global.get 1)) (global i32 (i32.const 0))", "unknown global 1")]
    [InlineData("(global i32 (i32.add (i32.const 1) (i32.const 2)))", null)]
    [InlineData("(data (i32.const 0) \"\")", "unknown memory 0")]
    [InlineData("(elem (i32.const 0))", "unknown table 0")]
    [InlineData("(table 1 externref) (func $f) (elem (i32.const 0) func $f)", "type mismatch: expected externref, found (ref func)")]
    [InlineData("(memory 1) (func (data.drop 0))", "unknown data segment 0")]
    [InlineData("(func (drop (select (ref.null func) (ref.null func) (i32.const 0))))", "type mismatch: expected a number, found funcref")]
    [InlineData("(func (drop (ref.is_null (i32.const 0))))", "type mismatch: expected a reference, found i32")]
    [InlineData("(table 1 funcref) (table 1 externref) (func (table.copy 0 1 (i32.const 0) (i32.const 0) (i32.const 0)))", "type mismatch: expected funcref, found externref")]
    public void ChecksTheRules(string text, string? reason)
    {
        var module = TextParser.Parse(text);
        if (reason is null)
        {
            ModuleValidator.Validate(module);
            return;
        }

        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(module));
        Assert.Equal(reason, error.Reason);
        Assert.Equal(WasmFeatures.None, error.MissingFeature);
    }

    [Theory]
    [InlineData("(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))", "relaxed simd is not supported yet", WasmFeatures.RelaxedSimd)]
    [InlineData("(func (drop (ref.i31 (i32.const 0))))", "garbage collection is not supported yet", WasmFeatures.GarbageCollection)]
    [InlineData("(type (struct))", "garbage collection is not supported yet", WasmFeatures.GarbageCollection)]
    [InlineData("(memory 1 1 shared)", "threads is not supported yet", WasmFeatures.Threads)]
    [InlineData("(memory i64 1)", "memory64 is not supported yet", WasmFeatures.Memory64)]
    [InlineData("(memory 1) (memory 1)", "multiple memories: multi-memory is not supported yet", WasmFeatures.MultiMemory)]
    [InlineData("(type $f (func)) (func (param funcref) (return_call_ref $f (ref.null $f)))", "typed function references is not supported yet", WasmFeatures.FunctionReferences)]
    [InlineData("(func (local (ref exn)))", "typed function references is not supported yet", WasmFeatures.FunctionReferences)]
    [InlineData("(table 1 (ref exn))", "typed function references is not supported yet", WasmFeatures.FunctionReferences)]
    [InlineData("(type $f (func)) (func (param (ref $f)))", "typed function references is not supported yet", WasmFeatures.FunctionReferences)]
    public void RefusesByNameWhatIsNotThereYet(string text, string reason, WasmFeatures feature)
    {
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(TextParser.Parse(text)));
        Assert.Equal((reason, feature), (error.Reason, error.MissingFeature));
    }

    [Theory]
    [InlineData("(func (drop (i8x16.extract_lane_s 16 (v128.const i64x2 0 0))))", "invalid lane index 16: the vector has 16 lanes")]
    [InlineData("(func (param v128) (drop (i16x8.replace_lane 8 (local.get 0) (i32.const 0))))", "invalid lane index 8: the vector has 8 lanes")]
    [InlineData("(func (param v128) (drop (f32x4.extract_lane 4 (local.get 0))))", "invalid lane index 4: the vector has 4 lanes")]
    [InlineData("(func (param v128) (drop (f64x2.extract_lane 2 (local.get 0))))", "invalid lane index 2: the vector has 2 lanes")]
    [InlineData(
        "(func (param v128) (drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 32 (local.get 0) (local.get 0))))",
        "invalid lane index 32: two vectors have 32 lanes")]
    [InlineData("(memory 1) (func (param v128) (v128.store32_lane 4 (i32.const 0) (local.get 0)))", "invalid lane index 4: the vector has 4 lanes")]
    [InlineData("(memory 1) (func (param v128) (v128.store64_lane align=16 1 (i32.const 0) (local.get 0)))", "alignment must not be larger than natural: 2^4 is more than 8 bytes")]
    [InlineData("(memory 1) (func (drop (v128.load align=32 (i32.const 0))))", "alignment must not be larger than natural: 2^5 is more than 16 bytes")]
    [InlineData("(memory 1) (func (drop (v128.load16_splat align=4 (i32.const 0))))", "alignment must not be larger than natural: 2^2 is more than 2 bytes")]
    public void RefusesLanesAndAlignmentsBeyondTheVector(string text, string reason)
    {
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(TextParser.Parse(text)));
        Assert.Equal((reason, WasmFeatures.None), (error.Reason, error.MissingFeature));
    }

    [Theory]
    [InlineData("(func (drop (i32.extend8_s (i32.const 0))))", WasmFeatures.SignExtension)]
    [InlineData("(func (drop (i32.trunc_sat_f32_s (f32.const 0))))", WasmFeatures.SaturatingConversions)]
    [InlineData("(func (result i32 i32) unreachable)", WasmFeatures.MultiValue)]
    [InlineData("(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))", WasmFeatures.BulkMemory)]
    [InlineData("(func (drop (ref.null func)))", WasmFeatures.ReferenceTypes)]
    [InlineData("(table 1 funcref) (table 1 funcref)", WasmFeatures.ReferenceTypes)]
    [InlineData("(global (export \"g\") (mut i32) (i32.const 0))", WasmFeatures.MutableGlobals)]
    [InlineData("(global i32 (i32.add (i32.const 0) (i32.const 0)))", WasmFeatures.ExtendedConstants)]
    [InlineData("(func (drop (v128.const i32x4 0 0 0 0)))", WasmFeatures.Simd)]
    [InlineData("(func (param v128))", WasmFeatures.Simd)]
    public void RefusesWhatTheCallerDoesNotAllow(string text, WasmFeatures feature)
    {
        var module = TextParser.Parse(text);
        ModuleValidator.Validate(module);
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(module, WasmFeatures.Supported & ~feature));
        Assert.Equal(feature, error.MissingFeature);
    }

    [Fact]
    public void SaysWhereAndWhatWasExpected()
    {
        var bytes = ModuleEncoder.Encode(TextParser.Parse("(import \"a\" \"b\" (func)) (func) (func nop (f32.neg (i32.const 1)) drop)"));
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(ModuleDecoder.Decode(bytes)));
        Assert.Equal((2, "f32", "i32"), (error.FunctionIndex, error.Expected, error.Found));
        Assert.Equal((byte)WasmOp.F32Neg, bytes[error.ByteOffset]);
        Assert.Equal($"type mismatch: expected f32, found i32 in function 2 at byte {error.ByteOffset}", error.Message);
    }

    [Theory]
    [InlineData("(type (func)) (type (func (param i31ref)))", "garbage collection is not supported yet in type 1")]
    [InlineData("(import \"a\" \"b\" (func (type 7)))", "unknown type 7 in import 0")]
    [InlineData("(import \"a\" \"b\" (global i32)) (global i64 (i32.const 0))", "type mismatch: expected i64, found i32 in global 1 at byte 2")]
    [InlineData("(memory 9 1)", "size minimum must not be greater than maximum: 9 is greater than 1 in memory 0")]
    [InlineData("(memory 1) (data \"\") (data (i64.const 0) \"\")", "type mismatch: expected i32, found i64 in data segment 1 at byte 2")]
    [InlineData("(table 1 funcref) (elem (i32.const 0) 4)", "unknown function 4 in element segment 0")]
    public void SaysWhichDefinitionIsWrong(string text, string message)
    {
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(TextParser.Parse(text)));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("(func\n  (drop)\n  nop)", "m.wat:2:3: type mismatch: expected an operand, found nothing in function 0")]
    [InlineData("(func) (func\n  nop\n  (drop\n    (i32.add (i32.const 1)\n      (i64.const 2))))", "m.wat:4:5: type mismatch: expected i32, found i64 in function 1")]
    [InlineData("(func (result i32)\n  nop\n  block\n  end\n)", "m.wat:4:3: type mismatch: expected i32, found nothing in function 0")]
    [InlineData("(func\n  (if (i64.const 0)\n    (then)))", "m.wat:2:3: type mismatch: expected i32, found i64 in function 0")]
    [InlineData("(func\n  i32.const 1\n  ref.i31)", "m.wat:3:3: garbage collection is not supported yet in function 0")]
    public void NamesTheLineOfText(string text, string message)
    {
        var error = Assert.Throws<InvalidModuleException>(() => ModuleValidator.Validate(TextParser.Parse(text, "m.wat")));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("illegal opcode ff", "FF")]
    [InlineData("unexpected end", "41 00")]
    [InlineData("unexpected bytes after the end of a function", "0B 0B")]
    [InlineData("else without if: END opcode expected", "05 0B")]
    [InlineData("integer representation too long", "41 80 80 80 80 80 00 1A 0B")]
    [InlineData("malformed memop flags", "41 00 28 80 01 00 0B")]
    public void ReportsMalformedCode(string reason, string hex)
    {
        var code = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Module module = new()
        {
            Types = [FunctionType.Empty],
            Memories = [new MemoryType(new SizeLimits(1))],
            Functions = [new DefinedFunction(0, new FunctionBody([], code))],
        };
        var error = Assert.Throws<MalformedModuleException>(() => ModuleValidator.Validate(module));
        Assert.Equal(reason, error.Reason);
    }

    [Fact]
    public void MeasuresFunctions()
    {
        var module = TextParser.Parse("(func (result i32) (block (loop (nop))) (i32.add (i32.const 1) (i32.add (i32.const 2) (i32.const 3))))");
        Assert.Equal(new FunctionShape(MaximumOperands: 3, MaximumNesting: 3, InstructionCount: 11), ModuleValidator.Validate(module).FunctionShapes[0]);
    }
}
