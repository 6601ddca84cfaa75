using System.Runtime.CompilerServices;
using Krait.Runtime.Store;
using Krait.Wasm;

namespace Krait.Runtime.Interpreter;

/// <summary>Memory and table instructions that are calls into <see cref="BulkOperations"/>.</summary>
internal static unsafe class BulkDispatch
{
    public static bool IsBulk(WasmOp op) => op
        is WasmOp.MemoryGrow or WasmOp.TableGet or WasmOp.TableSet
        or (>= WasmOp.MemoryInit and <= WasmOp.TableFill);

    /// <summary>Whether each byte or element costs a unit of fuel; the count is the top operand.</summary>
    public static bool IsCharged(WasmOp op) => op
        is WasmOp.MemoryCopy or WasmOp.MemoryFill or WasmOp.MemoryInit or WasmOp.TableCopy or WasmOp.TableFill or WasmOp.TableInit;

    /// <summary>Number of operands, one word each, and whether there is a result.</summary>
    public static (int Operands, bool HasResult) ShapeOf(WasmOp op) => op switch
    {
        WasmOp.TableSize => (0, true),
        WasmOp.MemoryGrow or WasmOp.TableGet => (1, true),
        WasmOp.TableGrow => (2, true),
        WasmOp.DataDrop or WasmOp.ElemDrop => (0, false),
        WasmOp.TableSet => (2, false),
        _ => (3, false),
    };

    public static Opcode OpcodeOf(WasmOp op) => Opcode.Bulk + ((int)op & 0xFF);

    /// <summary>Executes one: its operands begin in slot A, its indices are B and C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Execute(Instruction* ip, long* fp, GuestContext* context)
    {
        long* operands = fp + ip->A;
        int first = (int)operands[0];
        switch (ip->Op - Opcode.Bulk)
        {
            case (int)WasmOp.MemoryGrow & 0xFF:
                operands[0] = (uint)BulkOperations.MemoryGrow(first, ip->B, context);
                break;
            case (int)WasmOp.TableGet & 0xFF:
                operands[0] = BulkOperations.TableGet(first, ip->B, context);
                break;
            case (int)WasmOp.TableSet & 0xFF:
                BulkOperations.TableSet(first, operands[1], ip->B, context);
                break;
            case (int)WasmOp.TableSize & 0xFF:
                operands[0] = (uint)BulkOperations.TableSize(ip->B, context);
                break;
            case (int)WasmOp.TableGrow & 0xFF:
                operands[0] = (uint)BulkOperations.TableGrow(operands[0], (int)operands[1], ip->B, context);
                break;
            case (int)WasmOp.TableFill & 0xFF:
                BulkOperations.TableFill(first, operands[1], (int)operands[2], ip->B, context);
                break;
            case (int)WasmOp.TableCopy & 0xFF:
                BulkOperations.TableCopy(first, (int)operands[1], (int)operands[2], ip->B, ip->C, context);
                break;
            case (int)WasmOp.TableInit & 0xFF:
                BulkOperations.TableInit(first, (int)operands[1], (int)operands[2], ip->B, ip->C, context);
                break;
            case (int)WasmOp.ElemDrop & 0xFF:
                BulkOperations.ElementDrop(ip->B, context);
                break;
            case (int)WasmOp.MemoryCopy & 0xFF:
                BulkOperations.MemoryCopy(first, (int)operands[1], (int)operands[2], context);
                break;
            case (int)WasmOp.MemoryFill & 0xFF:
                BulkOperations.MemoryFill(first, (int)operands[1], (int)operands[2], context);
                break;
            case (int)WasmOp.MemoryInit & 0xFF:
                BulkOperations.MemoryInit(first, (int)operands[1], (int)operands[2], ip->B, context);
                break;
            case (int)WasmOp.DataDrop & 0xFF:
                BulkOperations.DataDrop(ip->B, context);
                break;
            default:
                throw UnknownOpcode.Error(ip);
        }
    }
}
