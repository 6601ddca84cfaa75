using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Krait.Wasm.Binary;

namespace Krait.Wasm.Text;

// A (@metadata.code.NAME "...") in front of an instruction.
internal readonly record struct CodeHint(string Section, byte[] Bytes, int Position);

// The same, with the offset of its instruction in the code.
internal readonly record struct PlacedHint(string Section, byte[] Bytes, int CodeOffset);

// Collects the hints of a module and writes their custom sections, which stand ahead of the code.
// Spec: appendix, custom sections; the branch hinting proposal's metadata.code sections.
internal sealed class CodeMetadata
{
    private readonly SortedDictionary<string, List<(int Function, List<(int Offset, byte[] Bytes)> Hints)>> _sections = new(System.StringComparer.Ordinal);

    // Offsets in the section count from the declarations of locals.
    public void Add(int functionIndex, FunctionBody body, IReadOnlyCollection<PlacedHint> hints)
    {
        if (hints.Count == 0)
            return;
        ByteWriter locals = new();
        locals.WriteCount(body.Locals.Length);
        foreach (var run in body.Locals)
        {
            locals.WriteCount(run.Count);
            locals.WriteValueType(run.Type);
        }

        foreach (var section in hints.GroupBy(hint => hint.Section))
        {
            if (!_sections.TryGetValue(section.Key, out var functions))
                _sections[section.Key] = functions = [];
            functions.Add((functionIndex, [.. section.Select(hint => (locals.Length + hint.CodeOffset, hint.Bytes))]));
        }
    }

    public ImmutableArray<CustomSection> ToSections()
    {
        var sections = ImmutableArray.CreateBuilder<CustomSection>();
        foreach (var (name, functions) in _sections)
        {
            ByteWriter bytes = new();
            bytes.WriteCount(functions.Count);
            foreach (var (function, hints) in functions)
            {
                bytes.WriteCount(function);
                bytes.WriteCount(hints.Count);
                foreach (var (offset, content) in hints)
                {
                    bytes.WriteCount(offset);
                    bytes.WriteCount(content.Length);
                    bytes.WriteBytes(content);
                }
            }

            sections.Add(new CustomSection(name, bytes.ToArray(), SectionId.DataCount));
        }

        return sections.ToImmutable();
    }
}
