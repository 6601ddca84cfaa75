namespace Krait.Runtime.Interpreter;

// Operands are slots of the frame unless a row says otherwise; "imm" is the number itself, "go" a distance in instructions.
// Up to Plain the codes are those of the main loop and dense, so that it is one jump table.

/// <summary>What translated code consists of.</summary>
internal enum Opcode
{
    /// <summary>Ends an activation.</summary>
    Exit,

    /// <summary>Stands for a function that has not been translated yet.</summary>
    Translate,

    /// <summary>Traps.</summary>
    Unreachable,

    /// <summary>C go.</summary>
    Br,

    /// <summary>If A is not 0, C go.</summary>
    BrIf,

    /// <summary>If A is 0, C go.</summary>
    BrUnless,

    /// <summary>A selects one of the B instructions that follow, or the one after them; its C go.</summary>
    BrTable,

    /// <summary>Looks at the interrupt flag.</summary>
    LoopCheck,

    /// <summary>Looks at the interrupt flag, charges A units of fuel and fails if there were not that many.</summary>
    LoopCheckAndCharge,

    /// <summary>Charges A units of fuel.</summary>
    Charge,

    /// <summary>Charges A units of fuel and fails if there were not that many.</summary>
    ChargeAndCheck,

    /// <summary>Fails if the fuel is used up.</summary>
    FuelCheck,

    /// <summary>Charges as many units of fuel as A says, unsigned, and fails if there were not that many.</summary>
    ChargeBulk,

    /// <summary>Returns nothing.</summary>
    Return0,

    /// <summary>Returns A in C.</summary>
    Return1,

    /// <summary>Returns the B words from A on in C and following.</summary>
    ReturnMany,

    /// <summary>Calls the function whose entry is at the address Wide; its header will be A.</summary>
    Call,

    /// <summary>Calls the function of the record at the context's offset B; its header would be A, its arguments begin in C.</summary>
    CallImport,

    /// <summary>The same through a table: B is the index; table offset in A and type number in B of the next instruction.</summary>
    CallIndirect,

    /// <summary>Calls the function whose entry is at the address Wide in place of this one; its arguments begin in A.</summary>
    ReturnCall,

    /// <summary>The same with the function of the record at the context's offset B; the arguments are C words.</summary>
    ReturnCallImport,

    /// <summary>The same through a table: B is the index; table offset in A and type number in B of the next instruction.</summary>
    ReturnCallIndirect,

    /// <summary>Throws an exception of tag B with the values that begin in A.</summary>
    Throw,

    /// <summary>Throws again what the arm of depth A has caught.</summary>
    Rethrow,

    /// <summary>Throws the exception that A refers to.</summary>
    ThrowReference,

    /// <summary>
    /// Begins a clause. Of the exception it gets what B, a <see cref="CatchWants"/>, says: values and reference from A on; an
    /// arm's depth is C.
    /// </summary>
    Catch,

    /// <summary>A = B.</summary>
    Move,

    /// <summary>A = B, two words.</summary>
    MoveVector,

    /// <summary>A = Wide.</summary>
    Const,

    /// <summary>A = B, C of this one and Wide of the next: two words, each Wide.</summary>
    ConstVector,

    /// <summary>A = C is not 0 ? A : B.</summary>
    Select,

    /// <summary>A = C is not 0 ? A : B, two words.</summary>
    SelectVector,

    /// <summary>A = the word at the context's offset B.</summary>
    GlobalGet,

    /// <summary>A = the word that the context's offset B points to.</summary>
    GlobalGetFar,

    /// <summary>The word at the context's offset B = A.</summary>
    GlobalSet,

    /// <summary>The word that the context's offset B points to = A.</summary>
    GlobalSetFar,

    // The same with two words.
    GlobalGetVector,
    GlobalGetVectorFar,
    GlobalSetVector,
    GlobalSetVectorFar,

    /// <summary>A = the address at the context's offset B.</summary>
    ContextAddress,

    /// <summary>A = pages of memory 0.</summary>
    MemorySize,

    // Loads: A = memory[B + imm C]. Stores: memory[A + imm C] = B.
    I32Load,
    I64Load,
    I32Load8S,
    I32Load8U,
    I32Load16S,
    I32Load16U,
    I64Load8S,
    I64Load16S,
    I64Load32S,
    Store8,
    Store16,
    Store32,
    Store64,

    // A = B op C.
    I32Add,
    I32Sub,
    I32Mul,
    I32And,
    I32Or,
    I32Xor,
    I32Shl,
    I32ShrS,
    I32ShrU,
    I32Rotl,
    I32Rotr,
    I32DivS,
    I32DivU,
    I32RemS,
    I32RemU,
    I32Eqz,
    I32Eq,
    I32Ne,
    I32LtS,
    I32LtU,
    I32GtS,
    I32GtU,
    I32LeS,
    I32LeU,
    I32GeS,
    I32GeU,
    I64Add,
    I64Sub,
    I64Mul,
    I64And,
    I64Or,
    I64Xor,
    I64Shl,
    I64ShrS,
    I64ShrU,
    I64Rotl,
    I64Rotr,
    I64DivS,
    I64DivU,
    I64RemS,
    I64RemU,
    I64Eqz,
    I64Eq,
    I64Ne,
    I64LtS,
    I64LtU,
    I64GtS,
    I64GtU,
    I64LeS,
    I64LeU,
    I64GeS,
    I64GeU,
    I32WrapI64,
    I64ExtendI32S,
    I32Extend8S,
    I32Extend16S,
    F64Add,
    F64Sub,
    F64Mul,
    F64Div,
    F64Sqrt,
    F64Neg,
    F64ConvertI32S,
    F64Eq,
    F64Ne,
    F64Lt,
    F64Gt,
    F64Le,
    F64Ge,
    F32Add,
    F32Sub,
    F32Mul,
    F32Div,

    // A = B op imm C.
    I32AddImm,
    I32MulImm,
    I32AndImm,
    I32OrImm,
    I32XorImm,
    I32ShlImm,
    I32ShrSImm,
    I32ShrUImm,
    I32RotlImm,
    I32EqImm,
    I32NeImm,
    I32LtSImm,
    I32LtUImm,
    I32GtSImm,
    I32GtUImm,
    I32LeSImm,
    I32LeUImm,
    I32GeSImm,
    I32GeUImm,
    I64AddImm,
    I64MulImm,
    I64AndImm,
    I64OrImm,
    I64XorImm,
    I64ShlImm,
    I64ShrSImm,
    I64ShrUImm,
    I64RotlImm,
    I64EqImm,
    I64NeImm,
    I64LtSImm,
    I64LtUImm,
    I64GtSImm,
    I64GtUImm,
    I64LeSImm,
    I64LeUImm,
    I64GeSImm,
    I64GeUImm,

    // If A op B, C go.
    BrI32Eq,
    BrI32Ne,
    BrI32LtS,
    BrI32LtU,
    BrI32LeS,
    BrI32LeU,
    BrI64Eq,
    BrI64Ne,
    BrI64LtS,
    BrI64LtU,
    BrI64LeS,
    BrI64LeU,
    BrF64Lt,
    BrF64Le,
    BrUnlessF64Lt,
    BrUnlessF64Le,

    // If A op imm B, C go.
    BrI32EqImm,
    BrI32NeImm,
    BrI32LtSImm,
    BrI32LtUImm,
    BrI32GtSImm,
    BrI32GtUImm,
    BrI32LeSImm,
    BrI32LeUImm,
    BrI32GeSImm,
    BrI32GeUImm,
    BrI64EqImm,
    BrI64NeImm,
    BrI64LtSImm,
    BrI64LtUImm,
    BrI64GtSImm,
    BrI64GtUImm,
    BrI64LeSImm,
    BrI64LeUImm,
    BrI64GeSImm,
    BrI64GeUImm,

    /// <summary>From here on: a plain instruction outside the main loop, by its code. A = B op C, or A = op B.</summary>
    Plain = 0x100,

    /// <summary>From here on: a saturating conversion, by its second code.</summary>
    Misc = 0x200,

    /// <summary>From here on: what <see cref="BulkDispatch"/> executes, by the last byte of its code.</summary>
    Bulk = 0x240,

    /// <summary>From here on: one of prefix 0xFD, by its second code.</summary>
    Vector = 0x300,
}
