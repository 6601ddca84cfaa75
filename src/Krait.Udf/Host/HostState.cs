using System;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Krait.Runtime;
using Krait.Udf.Execution;
using Krait.Udf.Marshalling;

namespace Krait.Udf.Host;

/// <summary>
/// What the host functions of one instance work on: the document at hand, the parameters, the log. Every function that a
/// guest can import is a method here or in <see cref="PythonHeap"/>; <see cref="HostFunctionTable"/> gives them their names.
/// Hostile callers are expected: pointers are checked in 64 bits and nothing of the host is reached through one.
/// </summary>
internal sealed class HostState
{
    private const int MaximumMessageBytes = 4096;

    // Longer names are found nowhere: parsing one costs many times its size.
    private const int MaximumNameBytes = 4096;

    private readonly NameCache<FieldPath> _fields = new(path => path);
    private readonly NameCache<ParameterSlot> _parameterSlots;
    private readonly ParameterSet _parameters;
    private readonly bool _hasMemory;
    private UdfDocument _document;
    private Memory? _memory;
    private PythonHeap? _heap;

    /// <param name="parameters">The call's parameters.</param>
    /// <param name="log">Receives log and print output.</param>
    /// <param name="memoryCount">Memories of the module: 0 or more.</param>
    public HostState(ParameterSet parameters, LogBuffer log, int memoryCount)
    {
        _hasMemory = memoryCount != 0;
        _parameters = parameters;
        _parameterSlots = new(FindSlot);
        Log = log;
    }

    public LogBuffer Log { get; }

    public void SetDocument(in UdfDocument document) => _document = document;

    // ---- env: fields. The context number of the interface's older users has no meaning here: a call has one document.

    public int HasField(Caller caller, long context, int name, int nameLength) =>
        TryFindField(caller, name, nameLength, out JsonElement _) == FieldStatus.Ok ? 1 : 0;

    public int GetFieldString(Caller caller, long context, int name, int nameLength, int output, int outputLength)
    {
        FieldStatus status = TryFindField(caller, name, nameLength, out JsonElement value);
        if (status != FieldStatus.Ok)
            return (int)status;

        return JsonText.TryRead(value, out ReadOnlySpan<byte> text) ? (int)WriteText(caller, text, output, outputLength) : (int)FieldStatus.WrongType;
    }

    public int GetFieldInteger(Caller caller, long context, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindField(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteInteger(caller, value, output) : (int)status;
    }

    public int GetFieldNumber(Caller caller, long context, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindField(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteNumber(caller, value, output) : (int)status;
    }

    public int GetFieldBoolean(Caller caller, long context, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindField(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteBoolean(caller, value, output) : (int)status;
    }

    // The older form without an output pointer: the value itself, and zero for whatever is not one.

    public long FieldIntegerOrZero(Caller caller, long context, int name, int nameLength) =>
        TryFindField(caller, name, nameLength, out JsonElement value) == FieldStatus.Ok
        && JsonScalars.ReadInteger(value, out long result) == FieldStatus.Ok ? result : 0;

    public double FieldNumberOrZero(Caller caller, long context, int name, int nameLength) =>
        TryFindField(caller, name, nameLength, out JsonElement value) == FieldStatus.Ok
        && JsonScalars.ReadNumber(value, out double result) == FieldStatus.Ok ? result : 0;

    public int FieldBooleanOrZero(Caller caller, long context, int name, int nameLength) =>
        TryFindField(caller, name, nameLength, out JsonElement value) == FieldStatus.Ok
        && JsonScalars.ReadBoolean(value, out bool result) == FieldStatus.Ok && result ? 1 : 0;

    public int GetDocumentId(Caller caller, long context, int output, int outputLength)
    {
        string id = _document.Id ?? "";
        Span<byte> utf8 = id.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(id.Length)];
        return (int)WriteText(caller, utf8[..Encoding.UTF8.GetBytes(id, utf8)], output, outputLength);
    }

    public double GetScore(Caller caller, long context) => _document.Score;

    // ---- env: parameters.

    public int HasParameter(Caller caller, int name, int nameLength) =>
        TryFindParameter(caller, name, nameLength, out JsonElement _) == FieldStatus.Ok ? 1 : 0;

    public int GetParameterString(Caller caller, int name, int nameLength, int output, int outputLength)
    {
        FieldStatus status = TryFindParameter(caller, name, nameLength, out JsonElement value);
        if (status != FieldStatus.Ok)
            return (int)status;

        return JsonText.TryRead(value, out ReadOnlySpan<byte> text) ? (int)WriteText(caller, text, output, outputLength) : (int)FieldStatus.WrongType;
    }

    public int GetParameterInteger(Caller caller, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindParameter(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteInteger(caller, value, output) : (int)status;
    }

    public int GetParameterNumber(Caller caller, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindParameter(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteNumber(caller, value, output) : (int)status;
    }

    public int GetParameterBoolean(Caller caller, int name, int nameLength, int output)
    {
        FieldStatus status = TryFindParameter(caller, name, nameLength, out JsonElement value);
        return status == FieldStatus.Ok ? (int)WriteBoolean(caller, value, output) : (int)status;
    }

    // ---- env: log.

    public void LogMessage(Caller caller, int message, int length)
    {
        if (GuestMemory.TryGet(MemoryOf(caller), message, length, out Span<byte> text))
            Log.WriteLine(text);
    }

    public void LogMessageAtLevel(Caller caller, int level, int message, int length) => LogMessage(caller, message, length);

    /// <summary>A module of AssemblyScript gives up: the call ends with its message.</summary>
    public void Abort(Caller caller, int message, int file, int line, int column) =>
        throw GuestError.Raise("RuntimeError", $"{ReadUtf16(caller, message)} ({ReadUtf16(caller, file)}:{line}:{column})");

    // ---- python.

    public void Print(Caller caller, int text, int length)
    {
        if (GuestMemory.TryGet(MemoryOf(caller), text, length, out Span<byte> bytes))
            Log.Write(bytes);
    }

    /// <summary>The guest reports an error that nobody caught: the call ends with it.</summary>
    public void Raise(Caller caller, int text, int length)
    {
        string message = GuestMemory.TryGet(MemoryOf(caller), text, length, out Span<byte> bytes)
            ? Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaximumMessageBytes)])
            : "the guest reported an error whose text lies outside its memory";
        throw GuestError.FromText(message);
    }

    public int Allocate(Caller caller, int size) => HeapOf(caller)?.Allocate((uint)size) ?? 0;

    public void Free(Caller caller, int pointer) => HeapOf(caller)?.Free((uint)pointer);

    public void IncreaseCount(Caller caller, int pointer) => HeapOf(caller)?.IncreaseCount((uint)pointer);

    public void DecreaseCount(Caller caller, int pointer) => HeapOf(caller)?.DecreaseCount((uint)pointer);

    // Taken from the caller, so that it is there while the start function runs.
    private Memory? MemoryOf(Caller caller) => _memory ??= _hasMemory ? caller.Memory : null;

    private PythonHeap? HeapOf(Caller caller) => _heap ??= MemoryOf(caller) is { } memory ? new PythonHeap(memory) : null;

    private ParameterSlot FindSlot(FieldPath path) =>
        _parameters.TryFind(path.Utf8, out JsonElement value) ? new ParameterSlot(value) : ParameterSlot.Absent;

    private FieldStatus TryFindField(Caller caller, int name, int nameLength, out JsonElement value)
    {
        value = default;
        if (!GuestMemory.TryGet(MemoryOf(caller), name, nameLength, out Span<byte> utf8))
            return FieldStatus.BadPointer;

        return utf8.Length <= MaximumNameBytes && _fields.Find(name, utf8).TryFind(_document.Source, out value)
            ? FieldStatus.Ok
            : FieldStatus.NotFound;
    }

    private FieldStatus TryFindParameter(Caller caller, int name, int nameLength, out JsonElement value)
    {
        value = default;
        if (!GuestMemory.TryGet(MemoryOf(caller), name, nameLength, out Span<byte> utf8))
            return FieldStatus.BadPointer;

        if (MaximumNameBytes < utf8.Length)
            return FieldStatus.NotFound;

        ParameterSlot slot = _parameterSlots.Find(name, utf8);
        value = slot.Value;
        return slot.Exists ? FieldStatus.Ok : FieldStatus.NotFound;
    }

    // AssemblyScript keeps a string's length in bytes in the four bytes before it.
    private string ReadUtf16(Caller caller, int text)
    {
        if (!GuestMemory.TryGet(MemoryOf(caller), text - sizeof(uint), sizeof(uint), out Span<byte> lengthPlace))
            return "?";

        int lengthBytes = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(lengthPlace), MaximumMessageBytes);
        return GuestMemory.TryGet(MemoryOf(caller), text, lengthBytes, out Span<byte> utf16) ? Encoding.Unicode.GetString(utf16) : "?";
    }

    // The place for the length holds the buffer's capacity on entry and the needed length on return.
    private FieldStatus WriteText(Caller caller, ReadOnlySpan<byte> text, int output, int outputLength)
    {
        if (!GuestMemory.TryGet(MemoryOf(caller), outputLength, sizeof(uint), out Span<byte> lengthPlace))
            return FieldStatus.BadPointer;

        uint capacity = BinaryPrimitives.ReadUInt32LittleEndian(lengthPlace);
        if (capacity < (uint)text.Length)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(lengthPlace, (uint)text.Length);
            return FieldStatus.BufferTooSmall;
        }

        if (!GuestMemory.TryGet(MemoryOf(caller), output, text.Length, out Span<byte> destination))
            return FieldStatus.BadPointer;

        text.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(lengthPlace, (uint)text.Length);
        return FieldStatus.Ok;
    }

    private FieldStatus WriteInteger(Caller caller, JsonElement value, int output)
    {
        if (!GuestMemory.TryGet(MemoryOf(caller), output, sizeof(long), out Span<byte> place))
            return FieldStatus.BadPointer;

        FieldStatus status = JsonScalars.ReadInteger(value, out long result);
        if (status == FieldStatus.Ok)
            BinaryPrimitives.WriteInt64LittleEndian(place, result);

        return status;
    }

    private FieldStatus WriteNumber(Caller caller, JsonElement value, int output)
    {
        if (!GuestMemory.TryGet(MemoryOf(caller), output, sizeof(double), out Span<byte> place))
            return FieldStatus.BadPointer;

        FieldStatus status = JsonScalars.ReadNumber(value, out double result);
        if (status == FieldStatus.Ok)
            BinaryPrimitives.WriteDoubleLittleEndian(place, result);

        return status;
    }

    // A bool is an i32 of 0 or 1, so that a load of one byte and one of four read the same.
    private FieldStatus WriteBoolean(Caller caller, JsonElement value, int output)
    {
        if (!GuestMemory.TryGet(MemoryOf(caller), output, sizeof(int), out Span<byte> place))
            return FieldStatus.BadPointer;

        FieldStatus status = JsonScalars.ReadBoolean(value, out bool result);
        if (status == FieldStatus.Ok)
            BinaryPrimitives.WriteInt32LittleEndian(place, result ? 1 : 0);

        return status;
    }
}
