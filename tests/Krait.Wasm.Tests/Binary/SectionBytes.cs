using Krait.Wasm.Binary;

namespace Krait.Wasm.Tests.Binary;

// The content of a section written by hand, for modules that the encoder would not write.
internal sealed class SectionBytes
{
    private readonly ByteWriter _content = new();

    public void WriteCount(int value) => _content.WriteCount(value);

    public void WriteBytes(byte[] bytes) => _content.WriteBytes(bytes);

    public void WriteZeros(int count) => _content.WriteBytes(new byte[count]);

    // A module with this section only.
    public byte[] ToModule(SectionId id)
    {
        ByteWriter file = new();
        file.WriteBytes("\0asm\x01\0\0\0"u8);
        file.WriteByte((byte)id);
        file.WriteSized(_content);
        return file.ToArray();
    }

    // A module whose sections are the content as it stands.
    public byte[] ToModule()
    {
        ByteWriter file = new();
        file.WriteBytes("\0asm\x01\0\0\0"u8);
        file.WriteBytes(_content.Written);
        return file.ToArray();
    }
}
