using System;
using System.Security.Cryptography;

namespace Krait.Udf.Registry;

/// <summary>Bytes of the store are used only if they are those that were registered.</summary>
internal static class StoredBytes
{
    /// <summary>Lower-case hexadecimal sha256.</summary>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Checks what the store gave.</summary>
    /// <exception cref="UdfException"><see cref="UdfErrorCode.UdfNotFound"/> for null, <see cref="UdfErrorCode.StoreFailed"/> for other bytes.</exception>
    public static byte[] Verified(byte[]? bytes, string sha256, UdfRecord record, string what)
    {
        if (bytes is null)
            throw new UdfException(UdfErrorCode.UdfNotFound, $"UDF '{record.Name}' {record.Version} was deleted") { Scope = UdfErrorScope.Request };

        return Sha256(bytes) == sha256 ? bytes : throw new UdfException(
            UdfErrorCode.StoreFailed, $"the stored {what} of '{record.Name}' {record.Version} does not match its sha256; restore the database from a backup")
        {
            Scope = UdfErrorScope.Request,
        };
    }
}
