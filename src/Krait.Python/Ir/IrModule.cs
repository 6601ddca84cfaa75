using System.Collections.Generic;
using System.Text;
using Krait.Python.Emit;
using Krait.Python.Syntax;
using Krait.Wasm;

namespace Krait.Python.Ir;

/// <summary>The whole program in IR: what the passes change and the emitter reads.</summary>
internal sealed class IrModule
{
    /// <summary>How many frames an exception remembers on its way through functions that a <c>try</c> can see.</summary>
    public const int MaximumExceptionFrames = 16;

    private readonly Dictionary<string, IrData> _strings = [];
    private IrGlobal? _exceptionType;
    private IrGlobal? _exceptionMessage;
    private IrData? _exceptionFrames;
    private IrFunction? _noteFrame;

    /// <summary>Imports and then functions with bodies, in the order in which they were found to be needed.</summary>
    public List<IrFunction> Functions { get; } = [];

    public List<IrGlobal> Globals { get; } = [];

    public List<IrData> Data { get; } = [];

    /// <summary>The code uses linear memory.</summary>
    public bool UsesMemory { get; set; }

    /// <summary>The number of the pending exception's type; 0 while there is none.</summary>
    public IrGlobal ExceptionType => _exceptionType ??= AddGlobal(new IrGlobal("exception_type", IrType.I32) { ExportName = "krait_exception_type" });

    /// <summary>The address of the pending exception's message, or 0.</summary>
    public IrGlobal ExceptionMessage => _exceptionMessage ??= AddGlobal(new IrGlobal("exception_message", IrType.I32) { ExportName = "krait_exception_message" });

    /// <summary>Where in <see cref="ExceptionFrames"/> the count of exceptions raised so far is.</summary>
    public const int ExceptionSerialOffset = 4 * (1 + MaximumExceptionFrames);

    /// <summary>
    /// A count, then the numbers of the sites that the pending exception has passed, then how many exceptions were raised:
    /// the sites of one that was caught are still there as long as that number has not changed.
    /// </summary>
    public IrData ExceptionFrames
    {
        get
        {
            if (_exceptionFrames is null)
            {
                _exceptionFrames = new IrData("exception_frames", new byte[ExceptionSerialOffset + 4], alignment: 8);
                Data.Add(_exceptionFrames);
                UsesMemory = true;
            }

            return _exceptionFrames;
        }
    }

    public bool HasExceptionFrames => _exceptionFrames is not null;

    /// <summary>
    /// The function that remembers a site which the pending exception passes: <c>(site number) -> ()</c>.
    /// The number's highest bit is set where the exception is raised.
    /// </summary>
    public IrFunction NoteFrame()
    {
        if (_noteFrame is not null)
            return _noteFrame;
        _noteFrame = new IrFunction("exception_passes", IrType.Void, null) { IsLibrary = true };
        var site = new IrLocal("site", IrType.I32);
        var count = new IrLocal("count", IrType.I32);
        _noteFrame.Parameters.Add(site);
        IrExpr frames = new IrDataAddress(ExceptionFrames);
        IrExpr place = Make.Add32(frames, Make.Op(WasmOp.I32Shl, IrType.I32, Make.Get(count), Make.I32(2)));
        _noteFrame.Body =
        [
            new IrIf(
                Make.Test(WasmOp.I32LtS, Make.Get(site), Make.I32(0)),
                [
                    new IrStore(WasmOp.I32Store, frames, Make.I32(0), 0, IrRegion.Raw),
                    new IrStore(WasmOp.I32Store, frames, Make.Add32(new IrLoad(WasmOp.I32Load, IrType.I32, frames, ExceptionSerialOffset, IrRegion.Raw), 1), ExceptionSerialOffset, IrRegion.Raw),
                    new IrSet(site, Make.Op(WasmOp.I32And, IrType.I32, Make.Get(site), Make.I32(int.MaxValue))),
                ],
                []),
            new IrSet(count, new IrLoad(WasmOp.I32Load, IrType.I32, frames, 0, IrRegion.Raw)),
            new IrIf(
                Make.Test(WasmOp.I32LtU, Make.Get(count), Make.I32(MaximumExceptionFrames)),
                [
                    new IrStore(WasmOp.I32Store, place, Make.Get(site), 4, IrRegion.Raw),
                    new IrStore(WasmOp.I32Store, frames, Make.Add32(Make.Get(count), 1), 0, IrRegion.Raw),
                ],
                []),
        ];
        NewFunctions.Add(_noteFrame);
        return _noteFrame;
    }

    /// <summary>Functions that passes have made; they join the others when the pass is done.</summary>
    public List<IrFunction> NewFunctions { get; } = [];

    public IrGlobal AddGlobal(IrGlobal global)
    {
        Globals.Add(global);
        return global;
    }

    /// <summary>The constant string with that text, as memory. Equal texts share it.</summary>
    public IrExpr StringAddress(StringConstant text)
    {
        string key = text.SplitPairs.IsEmpty ? text.Text : text.Text + "\0" + string.Join(' ', text.CodePoints());
        if (!_strings.TryGetValue(key, out IrData? data))
        {
            data = new IrData(Shorten(text.Text), StaticString.Encode(text.CodePoints().AsSpan()), alignment: 8);
            _strings.Add(key, data);
            Data.Add(data);
        }

        UsesMemory = true;
        return new IrDataAddress(data);
    }

    /// <summary>The constant string with that text, as memory.</summary>
    public IrExpr StringAddress(string text) => StringAddress(new StringConstant(text));

    private static string Shorten(string text)
    {
        var name = new StringBuilder();
        foreach (char c in text)
            name.Append(c is >= ' ' and <= '~' ? c : '?');
        return name.Length <= 20 ? name.ToString() : name.ToString(0, 20);
    }
}
