namespace Krait.Guests.CPython;

// Offsets in bytes, of CPython 3.14 for 32-bit WebAssembly. Reading an object in place costs no call into the guest. Tests
// have CPython itself say what every type of object holds, so another version that lays them out otherwise is noticed.

/// <summary>Where CPython's objects keep what they hold.</summary>
internal static class CPythonLayout
{
    public const int Type = 4;

    /// <summary>Items of a tuple, list, bytes object; bytes of a bytearray.</summary>
    public const int Size = 8;

    public const int TypeFlags = 84;

    // An int: sign and number of digits, then 30 bits in each word, lowest first.
    public const int IntTag = 8;
    public const int IntDigits = 12;
    public const int IntSignMask = 3;
    public const int IntIsNegative = 2;
    public const int IntSizeShift = 3;
    public const int IntDigitBits = 30;

    public const int Float = 8;
    public const int ComplexReal = 8;
    public const int ComplexImaginary = 16;

    // Text: its length in code points and in how many bytes each is; the characters follow, unless it is of a subclass.
    public const int TextLength = 8;
    public const int TextState = 16;
    public const int TextKindShift = 2;
    public const int TextKindMask = 7;
    public const int TextIsCompact = 1 << 5;
    public const int TextIsAscii = 1 << 6;
    public const int TextAsciiData = 20;
    public const int TextData = 28;
    public const int TextDataPointer = 28;

    public const int BytesData = 16;
    public const int ByteArrayPointer = 20;
    public const int TupleItems = 16;
    public const int ListItemsPointer = 12;

    // A date and a datetime: two bytes of year, one each of month, day, hour, minute, second, three of microseconds.
    public const int DateHasZone = 12;
    public const int DateBytes = 13;
    public const int DateTimeZone = 24;
    public const int TimeBytes = 13;
    public const int DeltaDays = 12;
    public const int DeltaSeconds = 16;
    public const int DeltaMicroseconds = 20;

    public const int CodeConstants = 12;

    // Any exception; what a class of its own adds follows.
    public const int ExceptionArguments = 12;
    public const int ExceptionTraceback = 20;
    public const int ExceptionContext = 24;
    public const int ExceptionCause = 28;
    public const int ExceptionSuppressesContext = 32;

    public const int TracebackNext = 8;
    public const int TracebackFrame = 12;
    public const int TracebackInstruction = 16;
    public const int TracebackLine = 20;

    // Flags of a type: what its instances are at the bottom.
    public const uint IsInt = 1u << 24;
    public const uint IsList = 1u << 25;
    public const uint IsTuple = 1u << 26;
    public const uint IsBytes = 1u << 27;
    public const uint IsText = 1u << 28;
    public const uint IsDict = 1u << 29;
    public const uint IsException = 1u << 30;
    public const uint IsType = 1u << 31;
}
