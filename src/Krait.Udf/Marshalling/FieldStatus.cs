namespace Krait.Udf.Marshalling;

/// <summary>What a lookup gave. The numbers are the status codes of the <c>env</c> host interface.</summary>
internal enum FieldStatus
{
    /// <summary>The value was handed over.</summary>
    Ok = 0,

    /// <summary>Absent, or JSON null: search treats both as no value.</summary>
    NotFound = 1,

    /// <summary>Present with a type that does not fit.</summary>
    WrongType = 2,

    /// <summary>The value is longer than the guest's buffer; the needed length was written.</summary>
    BufferTooSmall = 3,

    /// <summary>A pointer or length of the guest lies outside its memory; nothing was touched.</summary>
    BadPointer = 4,
}
