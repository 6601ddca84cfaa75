using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Krait.Runtime.IlCompiler;
using Krait.Runtime.Semantics;
using Krait.Runtime.Store;

namespace Krait.Runtime.Interpreter;

// One loop for what guests do most; everything else is a call into one of the smaller switches. The loop keeps the
// instruction, the frame, the context and the memory in variables and writes them to the activation wherever something
// may throw or look at the stack. i32 and f32 are written zero-extended to the whole word: a store of half a word that
// is soon read as a whole one stalls the processor.

/// <summary>Executes translated code.</summary>
internal static unsafe partial class MainLoop
{
    /// <summary>Runs an activation to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Activation* activation, ValueStack stack)
    {
        Instruction* ip = activation->Ip;
        long* fp = activation->Frame;
        GuestContext* context = activation->Context;
        long* stackEnd = activation->StackEnd;
        byte* memory = context->MemoryBase;
        ulong memoryLength = context->MemoryLength;
        FunctionRecord* record;
        FunctionEntry* callee;
        GuestContext* target;
        Instruction* next;
        long* frame;
        long* words;
        while (true)
        {
            switch (ip->Op)
            {
                case Opcode.Exit:
                    return;
                case Opcode.Translate:
                    Save(activation, ip, fp, context);
                    ip = InterpretedModule.Translate((FunctionEntry*)fp[3], context);
                    continue;
                case Opcode.Unreachable:
                    Save(activation, ip, fp, context);
                    Trap.Throw(TrapCode.Unreachable);
                    continue;

                case Opcode.Br: goto taken;
                case Opcode.BrIf: if ((int)fp[ip->A] != 0) goto taken; ip++; continue;
                case Opcode.BrUnless: if ((int)fp[ip->A] == 0) goto taken; ip++; continue;
                case Opcode.BrTable:
                    ip += 1 + (int)Math.Min((uint)fp[ip->A], (uint)ip->B);
                    goto taken;
                case Opcode.LoopCheck:
                    if (Volatile.Read(ref context->Interrupt) != 0)
                        goto interrupted;
                    ip++;
                    continue;
                case Opcode.LoopCheckAndCharge:
                    if (Volatile.Read(ref context->Interrupt) != 0)
                        goto interrupted;
                    *context->Fuel -= ip->A;
                    if (*context->Fuel < 0)
                        goto outOfFuel;
                    ip++;
                    continue;
                case Opcode.Charge: *context->Fuel -= ip->A; ip++; continue;
                case Opcode.ChargeAndCheck:
                    *context->Fuel -= ip->A;
                    if (*context->Fuel < 0)
                        goto outOfFuel;
                    ip++;
                    continue;
                case Opcode.ChargeBulk:
                    *context->Fuel -= (uint)fp[ip->A];
                    if (*context->Fuel < 0)
                        goto outOfFuel;
                    ip++;
                    continue;
                case Opcode.FuelCheck:
                    if (*context->Fuel < 0)
                        goto outOfFuel;
                    ip++;
                    continue;

                // The results may lie where the header is, so that is read first.
                case Opcode.Return0:
                    next = (Instruction*)fp[0];
                    target = (GuestContext*)fp[2];
                    frame = (long*)fp[1];
                    goto leave;
                case Opcode.Return1:
                    next = (Instruction*)fp[0];
                    target = (GuestContext*)fp[2];
                    frame = (long*)fp[1];
                    fp[ip->C] = fp[ip->A];
                    goto leave;
                case Opcode.ReturnMany:
                    next = (Instruction*)fp[0];
                    target = (GuestContext*)fp[2];
                    frame = (long*)fp[1];
                    for (int i = 0; i < ip->B; i++)
                        fp[ip->C + i] = fp[ip->A + i];
                    goto leave;
                case Opcode.Call:
                    callee = (FunctionEntry*)ip->Wide;
                    target = context;
                    frame = fp + ip->A;
                    next = ip + 1;
                    goto enter;
                case Opcode.CallImport:
                    record = (FunctionRecord*)((byte*)context + ip->B);
                    frame = fp + ip->A;
                    words = fp + ip->C;
                    next = ip + 1;
                    goto callRecord;
                case Opcode.CallIndirect:
                    record = Callee((TableView*)((byte*)context + ip[1].A), (uint)fp[ip->B], ip[1].B);
                    if (record is null)
                        goto indirectCallFails;
                    frame = fp + ip->A;
                    words = fp + ip->C;
                    next = ip + 2;
                    goto callRecord;

                case Opcode.ReturnCall or Opcode.ReturnCallImport or Opcode.ReturnCallIndirect:
                case Opcode.Throw or Opcode.Rethrow or Opcode.ThrowReference or Opcode.Catch:
                    Save(activation, ip, fp, context);
                    GoOn(activation, stack);
                    ip = activation->Ip;
                    fp = activation->Frame;
                    context = activation->Context;
                    memory = context->MemoryBase;
                    memoryLength = context->MemoryLength;
                    continue;

                case Opcode.Move: fp[ip->A] = fp[ip->B]; ip++; continue;
                case Opcode.MoveVector: *(Int128*)(fp + ip->A) = *(Int128*)(fp + ip->B); ip++; continue;
                case Opcode.Const: fp[ip->A] = ip->Wide; ip++; continue;
                case Opcode.ConstVector:
                    fp[ip->A] = ip->Wide;
                    fp[ip->A + 1] = ip[1].Wide;
                    ip += 2;
                    continue;
                case Opcode.Select:
                    if ((int)fp[ip->C] == 0)
                        fp[ip->A] = fp[ip->B];
                    ip++;
                    continue;
                case Opcode.SelectVector:
                    if ((int)fp[ip->C] == 0)
                        *(Int128*)(fp + ip->A) = *(Int128*)(fp + ip->B);
                    ip++;
                    continue;
                case Opcode.GlobalGet: fp[ip->A] = *(long*)((byte*)context + ip->B); ip++; continue;
                case Opcode.GlobalGetFar: fp[ip->A] = **(long**)((byte*)context + ip->B); ip++; continue;
                case Opcode.GlobalSet: *(long*)((byte*)context + ip->B) = fp[ip->A]; ip++; continue;
                case Opcode.GlobalSetFar: **(long**)((byte*)context + ip->B) = fp[ip->A]; ip++; continue;
                case Opcode.GlobalGetVector: *(Int128*)(fp + ip->A) = *(Int128*)((byte*)context + ip->B); ip++; continue;
                case Opcode.GlobalGetVectorFar: *(Int128*)(fp + ip->A) = *(Int128*)*(long**)((byte*)context + ip->B); ip++; continue;
                case Opcode.GlobalSetVector: *(Int128*)((byte*)context + ip->B) = *(Int128*)(fp + ip->A); ip++; continue;
                case Opcode.GlobalSetVectorFar: *(Int128*)*(long**)((byte*)context + ip->B) = *(Int128*)(fp + ip->A); ip++; continue;
                case Opcode.ContextAddress: fp[ip->A] = (long)((byte*)context + ip->B); ip++; continue;
                case Opcode.MemorySize: fp[ip->A] = (long)(context->MemoryLength / Memory.PageSizeBytes); ip++; continue;

                case Opcode.I32Load:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 4)
                        goto outOfBounds;
                    fp[ip->A] = *(uint*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I64Load:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 8)
                        goto outOfBounds;
                    fp[ip->A] = *(long*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I32Load8S:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 1)
                        goto outOfBounds;
                    fp[ip->A] = (uint)*(sbyte*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I32Load8U:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 1)
                        goto outOfBounds;
                    fp[ip->A] = *(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I32Load16S:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 2)
                        goto outOfBounds;
                    fp[ip->A] = (uint)*(short*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I32Load16U:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 2)
                        goto outOfBounds;
                    fp[ip->A] = *(ushort*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I64Load8S:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 1)
                        goto outOfBounds;
                    fp[ip->A] = *(sbyte*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I64Load16S:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 2)
                        goto outOfBounds;
                    fp[ip->A] = *(short*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.I64Load32S:
                    if (memoryLength < Address(fp[ip->B], ip->C) + 4)
                        goto outOfBounds;
                    fp[ip->A] = *(int*)(memory + Address(fp[ip->B], ip->C)); ip++; continue;
                case Opcode.Store8:
                    if (memoryLength < Address(fp[ip->A], ip->C) + 1)
                        goto outOfBounds;
                    *(byte*)(memory + Address(fp[ip->A], ip->C)) = (byte)fp[ip->B]; ip++; continue;
                case Opcode.Store16:
                    if (memoryLength < Address(fp[ip->A], ip->C) + 2)
                        goto outOfBounds;
                    *(ushort*)(memory + Address(fp[ip->A], ip->C)) = (ushort)fp[ip->B]; ip++; continue;
                case Opcode.Store32:
                    if (memoryLength < Address(fp[ip->A], ip->C) + 4)
                        goto outOfBounds;
                    *(uint*)(memory + Address(fp[ip->A], ip->C)) = (uint)fp[ip->B]; ip++; continue;
                case Opcode.Store64:
                    if (memoryLength < Address(fp[ip->A], ip->C) + 8)
                        goto outOfBounds;
                    *(long*)(memory + Address(fp[ip->A], ip->C)) = fp[ip->B]; ip++; continue;

                case Opcode.I32Add: fp[ip->A] = (uint)Integers.I32Add((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Sub: fp[ip->A] = (uint)Integers.I32Sub((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Mul: fp[ip->A] = (uint)Integers.I32Mul((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32And: fp[ip->A] = (uint)Integers.I32And((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Or: fp[ip->A] = (uint)Integers.I32Or((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Xor: fp[ip->A] = (uint)Integers.I32Xor((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Shl: fp[ip->A] = (uint)Integers.I32Shl((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32ShrS: fp[ip->A] = (uint)Integers.I32ShrS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32ShrU: fp[ip->A] = (uint)Integers.I32ShrU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Rotl: fp[ip->A] = (uint)Integers.I32Rotl((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Rotr: fp[ip->A] = (uint)Integers.I32Rotr((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32DivS: Save(activation, ip, fp, context); fp[ip->A] = (uint)Integers.I32DivS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32DivU: Save(activation, ip, fp, context); fp[ip->A] = (uint)Integers.I32DivU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32RemS: Save(activation, ip, fp, context); fp[ip->A] = (uint)Integers.I32RemS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32RemU: Save(activation, ip, fp, context); fp[ip->A] = (uint)Integers.I32RemU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Eqz: fp[ip->A] = Integers.I32Eqz((int)fp[ip->B]); ip++; continue;
                case Opcode.I32Eq: fp[ip->A] = Integers.I32Eq((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32Ne: fp[ip->A] = Integers.I32Ne((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32LtS: fp[ip->A] = Integers.I32LtS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32LtU: fp[ip->A] = Integers.I32LtU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32GtS: fp[ip->A] = Integers.I32GtS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32GtU: fp[ip->A] = Integers.I32GtU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32LeS: fp[ip->A] = Integers.I32LeS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32LeU: fp[ip->A] = Integers.I32LeU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32GeS: fp[ip->A] = Integers.I32GeS((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I32GeU: fp[ip->A] = Integers.I32GeU((int)fp[ip->B], (int)fp[ip->C]); ip++; continue;
                case Opcode.I64Add: fp[ip->A] = Integers.I64Add(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Sub: fp[ip->A] = Integers.I64Sub(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Mul: fp[ip->A] = Integers.I64Mul(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64And: fp[ip->A] = Integers.I64And(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Or: fp[ip->A] = Integers.I64Or(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Xor: fp[ip->A] = Integers.I64Xor(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Shl: fp[ip->A] = Integers.I64Shl(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64ShrS: fp[ip->A] = Integers.I64ShrS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64ShrU: fp[ip->A] = Integers.I64ShrU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Rotl: fp[ip->A] = Integers.I64Rotl(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Rotr: fp[ip->A] = Integers.I64Rotr(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64DivS: Save(activation, ip, fp, context); fp[ip->A] = Integers.I64DivS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64DivU: Save(activation, ip, fp, context); fp[ip->A] = Integers.I64DivU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64RemS: Save(activation, ip, fp, context); fp[ip->A] = Integers.I64RemS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64RemU: Save(activation, ip, fp, context); fp[ip->A] = Integers.I64RemU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Eqz: fp[ip->A] = Integers.I64Eqz(fp[ip->B]); ip++; continue;
                case Opcode.I64Eq: fp[ip->A] = Integers.I64Eq(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64Ne: fp[ip->A] = Integers.I64Ne(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64LtS: fp[ip->A] = Integers.I64LtS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64LtU: fp[ip->A] = Integers.I64LtU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64GtS: fp[ip->A] = Integers.I64GtS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64GtU: fp[ip->A] = Integers.I64GtU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64LeS: fp[ip->A] = Integers.I64LeS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64LeU: fp[ip->A] = Integers.I64LeU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64GeS: fp[ip->A] = Integers.I64GeS(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I64GeU: fp[ip->A] = Integers.I64GeU(fp[ip->B], fp[ip->C]); ip++; continue;
                case Opcode.I32WrapI64: fp[ip->A] = (uint)fp[ip->B]; ip++; continue;
                case Opcode.I64ExtendI32S: fp[ip->A] = (int)fp[ip->B]; ip++; continue;
                case Opcode.I32Extend8S: fp[ip->A] = (uint)(sbyte)fp[ip->B]; ip++; continue;
                case Opcode.I32Extend16S: fp[ip->A] = (uint)(short)fp[ip->B]; ip++; continue;

                // Written out, because the methods in Semantics are kept from being inlined; the operands are never constants here.
                case Opcode.F64Add: *(double*)(fp + ip->A) = *(double*)(fp + ip->B) + *(double*)(fp + ip->C); ip++; continue;
                case Opcode.F64Sub: *(double*)(fp + ip->A) = *(double*)(fp + ip->B) - *(double*)(fp + ip->C); ip++; continue;
                case Opcode.F64Mul: *(double*)(fp + ip->A) = *(double*)(fp + ip->B) * *(double*)(fp + ip->C); ip++; continue;
                case Opcode.F64Div: *(double*)(fp + ip->A) = *(double*)(fp + ip->B) / *(double*)(fp + ip->C); ip++; continue;
                case Opcode.F64Sqrt: *(double*)(fp + ip->A) = Math.Sqrt(*(double*)(fp + ip->B)); ip++; continue;
                case Opcode.F64Neg: fp[ip->A] = fp[ip->B] ^ long.MinValue; ip++; continue;
                case Opcode.F64ConvertI32S: *(double*)(fp + ip->A) = (int)fp[ip->B]; ip++; continue;
                case Opcode.F64Eq: fp[ip->A] = Floats.F64Eq(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F64Ne: fp[ip->A] = Floats.F64Ne(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F64Lt: fp[ip->A] = Floats.F64Lt(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F64Gt: fp[ip->A] = Floats.F64Gt(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F64Le: fp[ip->A] = Floats.F64Le(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F64Ge: fp[ip->A] = Floats.F64Ge(*(double*)(fp + ip->B), *(double*)(fp + ip->C)); ip++; continue;
                case Opcode.F32Add: fp[ip->A] = BitConverter.SingleToUInt32Bits(*(float*)(fp + ip->B) + *(float*)(fp + ip->C)); ip++; continue;
                case Opcode.F32Sub: fp[ip->A] = BitConverter.SingleToUInt32Bits(*(float*)(fp + ip->B) - *(float*)(fp + ip->C)); ip++; continue;
                case Opcode.F32Mul: fp[ip->A] = BitConverter.SingleToUInt32Bits(*(float*)(fp + ip->B) * *(float*)(fp + ip->C)); ip++; continue;
                case Opcode.F32Div: fp[ip->A] = BitConverter.SingleToUInt32Bits(*(float*)(fp + ip->B) / *(float*)(fp + ip->C)); ip++; continue;

                case Opcode.I32AddImm: fp[ip->A] = (uint)Integers.I32Add((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32MulImm: fp[ip->A] = (uint)Integers.I32Mul((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32AndImm: fp[ip->A] = (uint)Integers.I32And((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32OrImm: fp[ip->A] = (uint)Integers.I32Or((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32XorImm: fp[ip->A] = (uint)Integers.I32Xor((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32ShlImm: fp[ip->A] = (uint)Integers.I32Shl((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32ShrSImm: fp[ip->A] = (uint)Integers.I32ShrS((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32ShrUImm: fp[ip->A] = (uint)Integers.I32ShrU((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32RotlImm: fp[ip->A] = (uint)Integers.I32Rotl((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32EqImm: fp[ip->A] = Integers.I32Eq((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32NeImm: fp[ip->A] = Integers.I32Ne((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32LtSImm: fp[ip->A] = Integers.I32LtS((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32LtUImm: fp[ip->A] = Integers.I32LtU((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32GtSImm: fp[ip->A] = Integers.I32GtS((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32GtUImm: fp[ip->A] = Integers.I32GtU((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32LeSImm: fp[ip->A] = Integers.I32LeS((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32LeUImm: fp[ip->A] = Integers.I32LeU((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32GeSImm: fp[ip->A] = Integers.I32GeS((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I32GeUImm: fp[ip->A] = Integers.I32GeU((int)fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64AddImm: fp[ip->A] = Integers.I64Add(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64MulImm: fp[ip->A] = Integers.I64Mul(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64AndImm: fp[ip->A] = Integers.I64And(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64OrImm: fp[ip->A] = Integers.I64Or(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64XorImm: fp[ip->A] = Integers.I64Xor(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64ShlImm: fp[ip->A] = Integers.I64Shl(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64ShrSImm: fp[ip->A] = Integers.I64ShrS(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64ShrUImm: fp[ip->A] = Integers.I64ShrU(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64RotlImm: fp[ip->A] = Integers.I64Rotl(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64EqImm: fp[ip->A] = Integers.I64Eq(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64NeImm: fp[ip->A] = Integers.I64Ne(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64LtSImm: fp[ip->A] = Integers.I64LtS(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64LtUImm: fp[ip->A] = Integers.I64LtU(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64GtSImm: fp[ip->A] = Integers.I64GtS(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64GtUImm: fp[ip->A] = Integers.I64GtU(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64LeSImm: fp[ip->A] = Integers.I64LeS(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64LeUImm: fp[ip->A] = Integers.I64LeU(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64GeSImm: fp[ip->A] = Integers.I64GeS(fp[ip->B], ip->C); ip++; continue;
                case Opcode.I64GeUImm: fp[ip->A] = Integers.I64GeU(fp[ip->B], ip->C); ip++; continue;

                case Opcode.BrI32Eq: if ((int)fp[ip->A] == (int)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI32Ne: if ((int)fp[ip->A] != (int)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI32LtS: if ((int)fp[ip->A] < (int)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI32LtU: if ((uint)fp[ip->A] < (uint)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI32LeS: if ((int)fp[ip->A] <= (int)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI32LeU: if ((uint)fp[ip->A] <= (uint)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64Eq: if (fp[ip->A] == fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64Ne: if (fp[ip->A] != fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64LtS: if (fp[ip->A] < fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64LtU: if ((ulong)fp[ip->A] < (ulong)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64LeS: if (fp[ip->A] <= fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrI64LeU: if ((ulong)fp[ip->A] <= (ulong)fp[ip->B]) goto taken; ip++; continue;
                case Opcode.BrF64Lt: if (*(double*)(fp + ip->A) < *(double*)(fp + ip->B)) goto taken; ip++; continue;
                case Opcode.BrF64Le: if (*(double*)(fp + ip->A) <= *(double*)(fp + ip->B)) goto taken; ip++; continue;
                case Opcode.BrUnlessF64Lt: if (!(*(double*)(fp + ip->A) < *(double*)(fp + ip->B))) goto taken; ip++; continue;
                case Opcode.BrUnlessF64Le: if (!(*(double*)(fp + ip->A) <= *(double*)(fp + ip->B))) goto taken; ip++; continue;
                case Opcode.BrI32EqImm: if ((int)fp[ip->A] == ip->B) goto taken; ip++; continue;
                case Opcode.BrI32NeImm: if ((int)fp[ip->A] != ip->B) goto taken; ip++; continue;
                case Opcode.BrI32LtSImm: if ((int)fp[ip->A] < ip->B) goto taken; ip++; continue;
                case Opcode.BrI32LtUImm: if ((uint)fp[ip->A] < (uint)ip->B) goto taken; ip++; continue;
                case Opcode.BrI32GtSImm: if ((int)fp[ip->A] > ip->B) goto taken; ip++; continue;
                case Opcode.BrI32GtUImm: if ((uint)fp[ip->A] > (uint)ip->B) goto taken; ip++; continue;
                case Opcode.BrI32LeSImm: if ((int)fp[ip->A] <= ip->B) goto taken; ip++; continue;
                case Opcode.BrI32LeUImm: if ((uint)fp[ip->A] <= (uint)ip->B) goto taken; ip++; continue;
                case Opcode.BrI32GeSImm: if ((int)fp[ip->A] >= ip->B) goto taken; ip++; continue;
                case Opcode.BrI32GeUImm: if ((uint)fp[ip->A] >= (uint)ip->B) goto taken; ip++; continue;
                case Opcode.BrI64EqImm: if (fp[ip->A] == ip->B) goto taken; ip++; continue;
                case Opcode.BrI64NeImm: if (fp[ip->A] != ip->B) goto taken; ip++; continue;
                case Opcode.BrI64LtSImm: if (fp[ip->A] < ip->B) goto taken; ip++; continue;
                case Opcode.BrI64LtUImm: if ((ulong)fp[ip->A] < (ulong)(long)ip->B) goto taken; ip++; continue;
                case Opcode.BrI64GtSImm: if (fp[ip->A] > ip->B) goto taken; ip++; continue;
                case Opcode.BrI64GtUImm: if ((ulong)fp[ip->A] > (ulong)(long)ip->B) goto taken; ip++; continue;
                case Opcode.BrI64LeSImm: if (fp[ip->A] <= ip->B) goto taken; ip++; continue;
                case Opcode.BrI64LeUImm: if ((ulong)fp[ip->A] <= (ulong)(long)ip->B) goto taken; ip++; continue;
                case Opcode.BrI64GeSImm: if (fp[ip->A] >= ip->B) goto taken; ip++; continue;
                case Opcode.BrI64GeUImm: if ((ulong)fp[ip->A] >= (ulong)(long)ip->B) goto taken; ip++; continue;

                default:
                    Save(activation, ip, fp, context);
                    ip = Elsewhere(ip, fp, context);
                    memoryLength = context->MemoryLength;
                    continue;
            }

        taken:
            // Most loops come back to their check: one comparison instead of another turn of this loop.
            ip += ip->C;
            if (ip->Op != Opcode.LoopCheck)
                continue;
            if (Volatile.Read(ref context->Interrupt) != 0)
                goto interrupted;
            ip++;
            continue;

        callRecord:
            if (record->Code == 0)
            {
                Save(activation, ip, fp, context);
                stack.Top = fp + ((FunctionEntry*)fp[3])->FrameWords;
                HostEntry.Call(record->Context, words);
                memoryLength = context->MemoryLength;
                ip = next;
                continue;
            }

            callee = (FunctionEntry*)record->Code;
            target = (GuestContext*)record->Context;

        enter:
            if (stackEnd < frame + callee->FrameWords || (callee->ChecksInterrupt != 0 && Volatile.Read(ref target->Interrupt) != 0))
                goto cannotEnter;
            frame[0] = (long)next;
            frame[1] = (long)fp;
            frame[2] = (long)context;
            frame[3] = (long)callee;
            fp = frame;
            for (int i = 0; i < callee->LocalWords; i++)
                frame[FunctionEntry.HeaderWords + i] = 0;
            ip = callee->Code;
            if (target == context)
                continue;
            context = target;
            memory = context->MemoryBase;
            memoryLength = context->MemoryLength;
            continue;

        leave:
            fp = frame;
            ip = next;
            if (target == context)
                continue;
            context = target;
            memory = context->MemoryBase;
            memoryLength = context->MemoryLength;
        }

    outOfBounds:
        Save(activation, ip, fp, context);
        Trap.Throw(TrapCode.OutOfBoundsMemoryAccess);
    interrupted:
        Save(activation, ip, fp, context);
        throw Failures.Interrupted(-1, -1, context);
    outOfFuel:
        Save(activation, ip, fp, context);
        throw Failures.OutOfFuel(-1, -1, context);
    indirectCallFails:
        Save(activation, ip, fp, context);
        throw Failures.IndirectCall((uint)fp[ip->B], (TableView*)((byte*)context + ip[1].A), -1, -1);
    cannotEnter:
        Save(activation, ip, fp, context);
        activation->Entering = callee;
        activation->EnteringContext = target;
        throw Failures.Interrupted(-1, -1, target);
    }
}
