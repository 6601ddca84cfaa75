using System;
using System.Text.Json;
using Krait.Guests;
using Krait.Wasi;

namespace Krait.CPythonSuite;

/// <summary>An interpreter that has imported what all modules of tests import; each runs in a copy of it.</summary>
internal static class SuiteImage
{
    /// <summary>Where guests find the folder that holds the package test.</summary>
    public const string SuitePath = "/usr/lib/python-tests";

    private static readonly Lazy<PythonImage> s_shared = new(Make);

    /// <summary>The image; made when it is first asked for.</summary>
    public static PythonImage Shared => s_shared.Value;

    private static PythonImage Make()
    {
        using PythonSandbox sandbox = PythonSandbox.Create(new PythonSandboxOptions { Mounts = [new WasiMount(SuitePath, SuiteFiles.Files)] });
        sandbox.Execute($"suite_path = {JsonSerializer.Serialize(SuitePath)}");
        sandbox.Execute(SuiteFiles.Driver, "run_module.py");
        return sandbox.TakeImage();
    }
}
