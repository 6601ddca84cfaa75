using System;
using System.Collections.Immutable;
using System.Globalization;
using Krait.Wasm;

namespace Krait.Runtime;

/// <summary>A guest, or work for guests, reached a limit its host had set.</summary>
public sealed class ResourceLimitException : KraitException
{
    private readonly TrapSite _site;
    private ImmutableArray<GuestFrame> _frames;

    internal ResourceLimitException(ResourceKind kind, long limit, string? detail = null)
        : this(kind, limit, TrapSite.Unknown, detail)
    {
    }

    internal ResourceLimitException(ResourceKind kind, long limit, TrapSite site, string? detail = null)
        : this(kind, limit, site, detail, null)
    {
    }

    internal ResourceLimitException(ResourceKind kind, long limit, TrapSite site, string? detail, Exception? inner)
        : base(Describe(kind, limit, detail), inner)
    {
        Kind = kind;
        Limit = limit;
        _site = site;
    }

    /// <summary>Which limit.</summary>
    public ResourceKind Kind { get; }

    /// <summary>The limit's value, in <see cref="Unit"/>.</summary>
    public long Limit { get; }

    /// <summary>Unit of <see cref="Limit"/>, e.g. <c>bytes</c>.</summary>
    public string Unit => UnitOf(Kind);

    /// <summary>
    /// The guest's calls when the limit was reached, innermost first; empty when no guest code was running.
    /// Computed on first use.
    /// </summary>
    public ImmutableArray<GuestFrame> Frames =>
        _frames.IsDefault ? _frames = GuestStackTrace.Read(this, _site) : _frames;

    /// <summary>The message, the guest's calls, then the host's.</summary>
    public override string ToString() => $"{GetType()}: {Message}{GuestFrame.Print(Frames)}\n{StackTrace}";

    private static string UnitOf(ResourceKind kind) => kind switch
    {
        ResourceKind.Fuel => "units",
        ResourceKind.Deadline or ResourceKind.CompileTime => "ms",
        ResourceKind.Memory => "bytes",
        ResourceKind.TableElements => "elements",
        ResourceKind.FunctionLocals => "locals",
        ResourceKind.Instances => "instances",
        ResourceKind.References => "references",
        ResourceKind.ExceptionReferences => "exceptions",
        _ => "calls",
    };

    private static string Describe(ResourceKind kind, long limit, string? detail)
    {
        string name = kind switch
        {
            ResourceKind.Fuel => "fuel limit",
            ResourceKind.Deadline => "deadline",
            ResourceKind.Memory => "memory limit",
            ResourceKind.TableElements => "table limit",
            ResourceKind.FunctionLocals => "function size limit",
            ResourceKind.CompileTime => "compile time limit",
            ResourceKind.Instances => "instance limit",
            ResourceKind.References => "reference limit",
            ResourceKind.ExceptionReferences => "exception reference limit",
            _ => "thread queue limit",
        };
        string text = $"{name} of {limit.ToString(CultureInfo.InvariantCulture)} {UnitOf(kind)} reached";
        return detail is null ? text : $"{text}: {detail}";
    }
}
