using Krait.Wasi.Abi;

namespace Krait.Wasi.Functions;

/// <summary>The environment, laid out like the arguments.</summary>
internal static class Environ
{
    public static WasiErrno Get(in GuestCall call) => Strings.Get(call, call.Host.Environment);

    public static WasiErrno SizesGet(in GuestCall call) => Strings.SizesGet(call, call.Host.Environment);
}
