namespace Krait.Wasi.Tests.Functions;

/// <summary>A guest that ends itself is over, whatever stands around the call.</summary>
public sealed class ExitTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void ExitCodeReachesTheHost(int code)
    {
        using var guest = new WasiGuest(WasiOptions.Default);
        Assert.Equal(code, Assert.Throws<GuestExitException>(() => guest.Call("proc_exit", code)).ExitCode);
    }

    [Fact]
    public void ExitPassesThroughTheGuestsHandlers()
    {
        GuestRun run = GuestRun.Of(GuestRun.Compile("""
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (block $caught
                  (try_table (catch_all $caught)
                    (try_table (catch_all $caught)
                      (call $exit (i32.const 42)))))
                (call $exit (i32.const 1))))
            """), WasiOptions.Default);
        Assert.Equal(42, run.ExitCode);
    }

    [Theory]
    [InlineData(6, 134)]
    [InlineData(9, 137)]
    [InlineData(15, 143)]
    public void DeadlySignalEndsTheGuest(int signal, int code)
    {
        using var guest = new WasiGuest(WasiOptions.Default);
        Assert.Equal(code, Assert.Throws<GuestExitException>(() => guest.Call("proc_raise", signal)).ExitCode);
    }

    [Theory]
    [InlineData(0, WasiErrno.Success)]
    [InlineData(16, WasiErrno.Success)]
    [InlineData(18, WasiErrno.Notsup)]
    [InlineData(31, WasiErrno.Inval)]
    [InlineData(-1, WasiErrno.Inval)]
    public void OtherSignalsAreAnswered(int signal, WasiErrno errno)
    {
        using var guest = new WasiGuest(WasiOptions.Default);
        Assert.Equal(errno, guest.Call("proc_raise", signal));
    }
}
