using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>The program's arguments.</summary>
internal static class Args
{
    // args_get(argv, argv_buf): with "a" and "bc", argv=8 and argv_buf=32:
    //
    //   8             12                32
    //   | 20 00 00 00 | 22 00 00 00 |   | 'a' 00 'b' 'c' 00 |
    public static WasiErrno Get(in GuestCall call) => Strings.Get(call, call.Host.Arguments);

    // args_sizes_get(argc, argv_buf_size): 2 and 5 for the same arguments.
    public static WasiErrno SizesGet(in GuestCall call) => Strings.SizesGet(call, call.Host.Arguments);
}
